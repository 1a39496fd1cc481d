import type { FailureDetails } from '../../shared/failure.ts';
import { providerText } from '../failures/provider-text.ts';
import type { FetchRequest } from '../ports/fetch.ts';
import { explainError } from '../providers/errors/explain-error.ts';
import type { SeenError } from '../providers/errors/entry.ts';
import type { ProviderPreset } from '../providers/presets/preset.ts';
import type { Parameters } from './appauth.ts';
import type { OAuthError } from './oauth-error.ts';

/** What is known of an error besides the answer itself. */
export interface ErrorContext {
  /** Whose error it is; absent: any provider's. */
  readonly provider?: ProviderPreset;
  /** Whether the client proved itself with a secret. */
  readonly secret?: boolean;
  /** What was sent, to be shown where nobody knows the error. */
  readonly sent?: readonly string[];
  /** The scopes that the settings ask for: one of them may be what is refused. */
  readonly asked?: readonly string[];
}

interface Words {
  readonly why: string;
  readonly next: string;
  readonly help: Pick<FailureDetails, 'help' | 'sent'>;
}

/**
 * The words for an error, from the catalogue. For an error that is not in it `next` is what to do, and what was sent goes with
 * the provider's own words, which are in the details.
 */
export function explained(seen: SeenError, context: ErrorContext, next: string): Words {
  const known = explainError(
    {
      ...seen,
      ...(context.secret === undefined ? {} : { secretSent: context.secret }),
      ...(context.asked === undefined ? {} : { asked: context.asked }),
    },
    context.provider ?? null,
  );
  if (known !== null) return { why: known.why, next: known.next, help: { help: known.help } };
  // Never its words in ours: what a server writes stands in the details, where it can be taken for nothing else (F25).
  const said = (providerText(seen.error) ?? providerText(seen.description)) !== null;
  return {
    why: said
      ? 'It gave a reason that Latchkey does not know; its own words are in the details.'
      : 'It gave no reason that the app can act on.',
    next,
    help: context.sent === undefined ? {} : { sent: context.sent },
  };
}

/** An answer of an endpoint, as the catalogue looks at it. */
export function seenIn(error: OAuthError, status: number, host: string): Omit<SeenError, 'at'> {
  const { code, description, scope, shownCode } = error;
  return { error: code ?? shownCode, description, scope, status, host };
}

/** What the settings ask for in a sign-in: what was asked for beside them is not theirs to leave out (R84). */
export function askedBySettings({
  scopes,
  added = [],
}: {
  readonly scopes: readonly string[];
  readonly added?: readonly string[];
}): readonly string[] {
  return scopes.filter((scope) => !added.includes(scope));
}

/** Parameters that say what was asked for, and nothing about a person or a secret. */
const shown = new Set([
  'access_type',
  'audience',
  'client_id',
  'code_challenge_method',
  'grant_type',
  'max_age',
  'prompt',
  'redirect_uri',
  'resource',
  'response_type',
  'scope',
]);

/** The same of a form that was posted. A secret in a header is not even named. */
export function sentIn({ body }: FetchRequest): readonly string[] {
  return sentLines(Array.from(new URLSearchParams(new TextDecoder().decode(body))));
}

/** The same of an address that the browser was sent to. */
export function sentInQuery(url: string): readonly string[] {
  return sentLines(Array.from(new URL(url).searchParams));
}

/** What was sent, a parameter a line: the values of those that are not secret, and of the others that they were there. */
function sentLines(parameters: Parameters): readonly string[] {
  return parameters.map(
    ([name, value]) => `${name}: ${shown.has(name) ? (providerText(value) ?? '') : '(not shown)'}`,
  );
}
