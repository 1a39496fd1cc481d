import { bodyTexts, type RequestBody } from '../../shared/request-body.ts';
import { CredentialFilter } from './credential-filter.ts';
import type { AllowedRequest } from './policy.ts';
import type { Followed } from './send-following.ts';

/** Characters. A shorter value would be found in innocent text. */
const shortestToLookFor = 4;

/** The values of secret variables in a request, which nobody is shown again. */
export class SentSecrets {
  /** As bytes in Latin-1, as the filter takes them. */
  readonly values: readonly string[];
  #filter: CredentialFilter | null = null;

  constructor(secrets: readonly string[]) {
    this.values = secrets
      .filter((value) => value.length >= shortestToLookFor)
      .map((value) => Buffer.from(value, 'utf8').toString('latin1'));
  }

  /** The request, with what is recorded of it cleaned, and marked where its body, which was composed as `body`, holds one. */
  marked(request: AllowedRequest, body: RequestBody | null): AllowedRequest {
    if (this.values.length === 0) return request;
    const texts = body === null ? [] : bodyTexts(body).map((text) => Buffer.from(text));
    const secretBody = this.values.some((value) => texts.some((text) => text.includes(value, 'latin1')));
    return { ...request, address: this.#clean(request.address), ...(secretBody ? { secretBody: true } : {}) };
  }

  /** What came back, with addresses and words that would show one cleaned. */
  hidden(followed: Followed): Followed {
    if (this.values.length === 0) return followed;
    const { answer, refusal } = followed;
    return {
      ...followed,
      answer: {
        ...answer,
        headers: answer.headers.map(([name, value]) => [name, this.#clean(value)] as const),
      },
      hops: followed.hops.map((hop) => ({
        ...hop,
        from: { ...hop.from, url: this.#clean(hop.from.url) },
        to: { ...hop.to, url: this.#clean(hop.to.url) },
      })),
      refusal: refusal === null ? null : { ...refusal, why: this.#clean(refusal.why) },
    };
  }

  #clean(text: string): string {
    this.#filter ??= new CredentialFilter(this.values);
    return this.#filter.text(text);
  }
}
