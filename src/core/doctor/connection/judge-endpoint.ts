import type { Finding, Verdict } from '../../../shared/doctor.ts';
import type { Result } from '../../../shared/result.ts';
import { good, note, ofFailure, type Facts } from '../finding.ts';

/** One address of a provider, and what is lost without it. */
export interface Endpoint {
  /** What to call it in a sentence: “token address”. */
  readonly words: string;
  readonly host: string;
  /** What is the matter when it does not work: `wrong` where nobody can sign in then. */
  readonly without: Exclude<Verdict, 'good'>;
  /** What does not work then, in a sentence. */
  readonly lost: string;
  /** A person's browser goes there, which is sent on as a matter of course. */
  readonly inBrowser: boolean;
}

/** What came of a request without anything in it. */
export interface SeenAnswer {
  readonly status: number;
  /** The host that a redirect points to; null without one. */
  readonly pointsTo: string | null;
}

/** Whether somebody answers at an address. It was told nothing, so an error is the answer that is wanted. */
export function judgeEndpoint(endpoint: Endpoint, answer: Result<SeenAnswer>): Finding {
  const { words, host, without, lost } = endpoint;
  if (!answer.ok) {
    const { why, next } = answer.failure;
    const found = ofFailure(without, answer.failure);
    return { ...found, what: `The ${words}: ${answer.failure.what} ${why} ${lost}`, next };
  }
  const { status, pointsTo } = answer.value;
  const facts = { Host: host, 'HTTP status': status };
  if (status === 404 || status === 410) {
    return bad(
      without,
      `Nothing is at the ${words} of this provider. ${lost}`,
      'Tell whoever runs the provider, or check the issuer.',
      facts,
    );
  }
  if (status >= 500) {
    return bad(
      without,
      `The ${words} of this provider does not work at the moment. ${lost}`,
      'Check again in a few minutes. If it stays so, tell whoever runs the provider.',
      facts,
    );
  }
  if (status === 429) {
    return note(`The provider asks to slow down at its ${words}.`, 'Wait a few minutes.', facts);
  }
  if (status >= 300 && status <= 399 && !endpoint.inBrowser) {
    return bad(
      without,
      `The ${words} sends the app elsewhere, where it does not follow. ${lost}`,
      'Check that the internet connection needs no sign-in of its own; if it does not, tell whoever runs the provider.',
      { ...facts, 'Points to': pointsTo },
    );
  }
  return good(`The ${words} answers.`, facts);
}

/** The same where nobody answered in time. */
export function lateEndpoint({ words, without, lost }: Omit<Endpoint, 'host'>): Finding {
  return bad(
    without,
    `The ${words} did not answer in time. ${lost}`,
    'Check again in a moment. If it stays so, tell whoever runs the provider.',
  );
}

function bad(verdict: Endpoint['without'], what: string, next: string, facts: Facts = {}): Finding {
  return { ...note(what, next, facts), verdict };
}
