import type { Connection } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { discover, manualMetadata } from '../../oauth/discovery.ts';
import { exchangeOnce } from '../../oauth/exchange.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import { parseUrl } from '../../oauth/url.ts';
import { serverDateOf } from '../../http/retry-after.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fetch } from '../../ports/fetch.ts';
import type { CheckContext } from '../check.ts';

/** Less than any single check has: what is too long for this is no protocol answer either. */
export const exchangeLimits = { maxBytes: 131_072, timeoutMilliseconds: 30_000 };

/** What a server's clock said, and ours at that moment. Milliseconds since the epoch. */
export interface SeenTime {
  readonly own: number;
  readonly server: number | null;
}

/** The first contact with a provider, on which most checks stand. */
export interface Contact {
  readonly metadata: Result<ServerMetadata>;
  /** Of the first answer that came; null where none did. */
  readonly time: SeenTime | null;
  /** Why nobody answered; null where somebody did. */
  readonly failure: Failure | null;
}

/** Where a connection begins: the host that every network check looks at. Null for an issuer that is no address. */
export function firstAddress({ issuer, manual }: Pick<Connection, 'issuer' | 'manual'>): URL | null {
  return parseUrl(manual?.discoveryUrl ?? manual?.authorizationEndpoint ?? issuer);
}

/** Reads the provider's description, and notes what its answers show besides. */
export async function contactProvider(
  connection: Connection,
  { fetch, clock, signal, asking }: CheckContext & { readonly fetch: Fetch; readonly clock: Clock },
): Promise<Contact> {
  let time: SeenTime | null = null;
  const waiting = patient(fetch, { asking });
  const noting: Fetch = {
    async send(request, stop) {
      const response = await waiting.send(request, stop);
      time ??= { own: clock.now(), server: serverDateOf(response.headers) };
      return response;
    },
  };
  const deps = { fetch: noting, clock, signal };
  const { issuer, manual } = connection;
  const metadata = await (manual === undefined
    ? discover(issuer, deps)
    : manualMetadata(issuer, manual, deps));
  const first = firstAddress(connection);
  if (time === null && metadata.ok && first !== null) {
    // Every address was entered by hand, so nobody was asked yet.
    await exchangeOnce({ method: 'GET', url: `${first.origin}/`, headers: [] }, exchangeLimits, deps);
  }
  return { metadata, time, failure: time === null && !metadata.ok ? metadata.failure : null };
}

/** A network whose questions to a person do not count as time of this check. */
export function patient(fetch: Fetch, { asking }: Pick<CheckContext, 'asking'>): Fetch {
  return {
    send: (request, signal) =>
      fetch.send(
        {
          ...request,
          asking(now) {
            asking(now);
            request.asking?.(now);
          },
        },
        signal,
      ),
  };
}
