import type { ConnectionView } from '../../shared/connection.ts';
import { loopbackAddresses } from '../../shared/loopback-addresses.ts';

export interface RegisteredAddress {
  /** Of the button that copies it. */
  readonly label: string;
  readonly address: string;
}

/** Every address that a sign-in of the connection may come back to, exactly as it is registered. */
export function registeredAddresses({
  redirectUris,
  redirectWays,
  loopback,
}: Pick<ConnectionView, 'redirectUris' | 'redirectWays' | 'loopback'>): readonly RegisteredAddress[] {
  const local = loopbackAddresses(redirectUris.loopback, loopback);
  const all = redirectWays.flatMap((way) =>
    way === 'scheme'
      ? [{ label: 'Copy the app link', address: redirectUris.scheme }]
      : local.map((address) => ({ label: loopbackLabel(address, local.length), address })),
  );
  const [only, ...more] = all;
  return only === undefined || more.length > 0 ? all : [{ ...only, label: 'Copy the redirect address' }];
}

function loopbackLabel(address: string, count: number): string {
  return `Copy the loopback address${count === 1 ? '' : ` of port ${new URL(address).port}`}`;
}
