import { explainError } from '../../src/core/providers/errors/explain-error.ts';
import { pageSayings } from '../../src/core/providers/errors/page-sayings.ts';
import { okta } from '../../src/core/providers/presets/okta.ts';
import type { Failure } from '../../src/shared/failure.ts';

/** What a page at Okta means to a sign-in that asked for these scopes, from the catalogue itself. */
export function pageExplained(words: string, asked: readonly string[]): Failure {
  const known = explainError(
    words === '' ? { at: 'page', happened: 'nothing-came-back' } : { at: 'page', description: words, asked },
    okta,
  );
  return {
    code: 'authorization-refused',
    what: 'The sign-in stopped at a page in the browser.',
    why: known?.why ?? 'Latchkey does not know what this page says.',
    next: known?.next ?? 'Show the details to whoever runs it.',
    details:
      known === null
        ? {
            host: 'acme.okta.com',
            providerDescription: words,
            sent: ['response_type: code', 'client_id: 0oa1b2c3d4', 'state: (not shown)'],
          }
        : { host: 'acme.okta.com', help: known.help },
  };
}

/** What such a page is known to say, from the catalogue itself. */
export const sayings = pageSayings(okta);
