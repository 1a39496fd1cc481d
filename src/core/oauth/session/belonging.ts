import type { Connection } from '../../../shared/connection.ts';
import { callbackTag, redirectUri } from '../redirect-uri.ts';
import type { DeviceTransaction, StoredSession, Transaction } from '../types.ts';

/** Whether tokens were issued to the client that a connection names now: they are of no use to another one (R16). */
export function isSessionOf(
  session: Pick<StoredSession, 'issuer' | 'clientId'>,
  connection: Pick<Connection, 'issuer' | 'clientId'>,
): boolean {
  return session.issuer === connection.issuer && session.clientId === connection.clientId;
}

/**
 * Whether a running sign-in was begun by the connection as it is now: for the same issuer, as the same client, with the
 * way back that it would choose today (R16). Of a loopback address the port is that of the attempt; a sign-in with a code
 * has no way back.
 */
export function isSignInOf(
  transaction: Transaction | DeviceTransaction,
  connection: Connection,
  scheme: string,
): boolean {
  if (!isSessionOf(transaction, connection)) return false;
  return (
    transaction.way === 'device' || transaction.redirectUri === expected(transaction, connection, scheme)
  );
}

function expected({ redirectUri: own, way }: Transaction, connection: Connection, scheme: string): string {
  const options = { scheme, spelling: connection.redirectSpelling, tag: callbackTag(connection) };
  if (way === 'scheme' || !URL.canParse(own)) return redirectUri(way, options);
  const { hostname, port } = new URL(own);
  const { host, ports = [] } = connection.loopback ?? {};
  // What is registered now decides; where nothing is demanded either family may have been the one to be had.
  const fits =
    (host === undefined ? hostname !== 'localhost' : hostname === host) &&
    (ports.length === 0 || ports.includes(Number(port)));
  return redirectUri(way, {
    ...options,
    ...(fits ? { host: hostname } : {}),
    ...(port === '' || !fits ? {} : { port: Number(port) }),
  });
}
