import type { Failure } from '../../shared/failure.ts';

/** A failure as the page may have it: whatever a provider or a cause put into its words is redacted (STYLE 16). */
export function redactFailure(failure: Failure, redact: (text: string) => string): Failure {
  const { details } = failure;
  return {
    code: failure.code,
    what: redact(failure.what),
    why: redact(failure.why),
    next: redact(failure.next),
    ...(details === undefined
      ? {}
      : {
          details: {
            ...details,
            ...(details.providerError === undefined ? {} : { providerError: redact(details.providerError) }),
            ...(details.providerDescription === undefined
              ? {}
              : { providerDescription: redact(details.providerDescription) }),
            ...(details.sent === undefined ? {} : { sent: details.sent.map(redact) }),
          },
        }),
  };
}
