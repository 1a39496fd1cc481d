import type { HeaderList } from '../../shared/request.ts';
import { parseChallenges } from './challenges.ts';

/** What one request can need; more is no demand of a real API. */
const mostScopes = 20;
const longestScope = 300;

/**
 * The scopes that an API says a request needs (`insufficient_scope`, RFC 6750 §3.1), each once; none where it names none that
 * could be asked for (RFC 6749 §3.3). What an API says is no more than a wish: the person, and then the provider, decide.
 */
export function demandedScopes(answer: {
  readonly status: number;
  readonly headers: HeaderList;
}): readonly string[] {
  if (answer.status !== 403 && answer.status !== 401) return [];
  const demand = parseChallenges(answer.headers).find(
    ({ scheme, parameters }) =>
      (scheme === 'bearer' || scheme === 'dpop') && parameters.get('error') === 'insufficient_scope',
  );
  const named = new Set((demand?.parameters.get('scope') ?? '').split(' ').filter((scope) => scope !== ''));
  return named.size <= mostScopes && [...named].every(fits) ? [...named] : [];
}

function fits(scope: string): boolean {
  return scope.length <= longestScope && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope);
}
