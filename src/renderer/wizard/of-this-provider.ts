import type { ConnectionView } from '../../shared/connection.ts';
import type { IssuerCheck } from '../../shared/ipc.ts';
import type { SecretWish } from '../connection-form/client-secret-field.tsx';

/** A client secret, and for whom it was entered. */
export interface EnteredSecret {
  readonly issuer: string;
  readonly wish: SecretWish;
}

/** What is sent to a provider of what was entered: nothing that was meant for another one (R6). */
export function secretFor(entered: EnteredSecret | null, issuer: string): SecretWish {
  return entered?.issuer === issuer ? entered.wish : undefined;
}

/**
 * The redirect addresses to register: those of the connection that was saved, which may be its own (R87), while it is at this
 * provider. Addresses by hand were looked at for this connection already.
 */
export function addressesOf(
  { issuer, redirectUris }: Pick<IssuerCheck, 'issuer' | 'redirectUris'>,
  saved: Pick<ConnectionView, 'issuer' | 'redirectUris'> | null,
  byHand: boolean,
): IssuerCheck['redirectUris'] {
  return !byHand && saved?.issuer === issuer ? saved.redirectUris : redirectUris;
}
