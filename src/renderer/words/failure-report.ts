import type { AppState } from '../../shared/app-state.ts';
import type { Failure } from '../../shared/failure.ts';
import { evidenceWords } from './evidence-words.ts';
import { visibleLine } from './visible-text.ts';

/** A fact of a failure, by its name on screen. */
export interface FailureFact {
  readonly name: string;
  readonly value: string;
}

/** The facts behind a failure, in the order in which support asks for them. `at`: milliseconds since the epoch. */
export function failureFacts(failure: Failure, at: number): readonly FailureFact[] {
  const { details } = failure;
  const facts: (FailureFact | null)[] = [
    { name: 'Code', value: failure.code },
    fact('HTTP status', details?.httpStatus),
    fact('Provider’s error', details?.providerError),
    fact('Provider’s words', details?.providerDescription),
    fact('Host', details?.host),
    fact('Request id', details?.requestId),
    ...(details?.certificates ?? []).map((line, index) =>
      fact(index === 0 ? 'Certificate' : `Certificate ${index + 1}`, line),
    ),
    ...(details?.sent ?? []).map(sentFact),
    fact('Explanation', details?.help?.evidence && evidenceWords[details.help.evidence]),
    fact('Documentation', details?.help?.documentation),
    fact('Field', details?.field),
    fact('File', details?.file),
    { name: 'Time', value: new Date(at).toISOString() },
  ];
  return facts.filter((entry) => entry !== null);
}

function fact(name: string, value: string | number | undefined): FailureFact | null {
  return value === undefined || value === '' ? null : { name, value: String(value) };
}

/** What was sent, by the name of its parameter: `scope: openid`. */
function sentFact(line: string): FailureFact | null {
  const at = line.indexOf(': ');
  return fact(`Sent ${line.slice(0, at)}`, line.slice(at + 2));
}

/** The three parts in one line, for the place that caused it: a field, or a strip. */
export function failureLine({ what, why, next }: Failure): string {
  return visibleLine([what, why, next].filter((part) => part !== '').join(' '));
}

/** Plain text to paste into a ticket. It holds what is on screen and the versions, nothing else. */
export function failureReport(failure: Failure, at: number, app: AppState | null): string {
  const lines = [failure.what, failure.why, failure.next].filter((line) => line !== '');
  const facts = failureFacts(failure, at).map(({ name, value }) => `${name}: ${value}`);
  const versions =
    app === null
      ? []
      : [
          `Latchkey ${app.version} on ${app.platform}, Electron ${app.runtime.electron}, Chromium ${app.runtime.chromium}`,
        ];
  return [...lines, '', ...facts, ...versions].join('\n');
}
