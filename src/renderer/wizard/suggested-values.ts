import type { ConnectionInput, IssuerCheck } from '../../shared/ipc.ts';
import type { Recognition } from '../../shared/provider.ts';
import { emptyInput } from '../connection-form/form-values.ts';
import { typedAddress } from './typed-address.ts';

/** The fields that a provider fills in as long as nobody has written there. */
export type Suggestion = Pick<
  ConnectionInput,
  'name' | 'scopes' | 'redirectWays' | 'redirectSpelling' | 'loopbackHost' | 'loopbackPorts'
>;

/** What a new connection begins with: nothing that anybody wrote. */
export const nothingSuggested: Suggestion = emptyInput;

/** What a provider suggests for a new connection. `taken`: the names that other connections have. */
export function suggestionOf(
  { provider, host }: Pick<IssuerCheck, 'provider' | 'host'>,
  taken: readonly string[],
): Suggestion {
  const short = provider.known ? provider.name : host;
  return {
    name: taken.includes(short) && short !== host ? `${short} (${host})` : short,
    scopes: provider.scopes.join(' '),
    ...provider.redirects,
  };
}

/**
 * Puts a suggestion into the fields in which what was suggested last still stands. What somebody wrote is left alone.
 * @param last null for a connection that was saved: all of it was meant.
 */
export function withSuggestion(
  values: ConnectionInput,
  last: Suggestion | null,
  next: Suggestion,
): ConnectionInput {
  if (last === null) return values;
  const current: Suggestion = values;
  const untouched = <K extends keyof Suggestion>(key: K): Suggestion[K] =>
    String(current[key]) === String(last[key]) ? next[key] : current[key];
  return {
    ...values,
    name: untouched('name'),
    scopes: untouched('scopes'),
    redirectWays: untouched('redirectWays'),
    redirectSpelling: untouched('redirectSpelling'),
    loopbackHost: untouched('loopbackHost'),
    loopbackPorts: untouched('loopbackPorts'),
  };
}

/** What the fields will hold, as far as that is known while the provider cannot be asked: by the look of its address. */
export function provisionalValues(
  values: ConnectionInput,
  last: Suggestion | null,
  recognition: Pick<Recognition, 'provider'> | null,
  taken: readonly string[],
): ConnectionInput {
  const host = typedAddress(values.issuer)?.host ?? '';
  const provider = recognition?.provider ?? null;
  const suggestion = provider === null ? ofNobodyKnown(host) : suggestionOf({ provider, host }, taken);
  return withSuggestion(values, last, suggestion);
}

/** Both ways back: the other one is there when one of them is not taken. */
function ofNobodyKnown(host: string): Suggestion {
  return { ...nothingSuggested, name: host, redirectWays: ['scheme', 'loopback'] };
}
