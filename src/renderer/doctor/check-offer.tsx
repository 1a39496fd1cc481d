import { Button } from '@mantine/core';

import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure, FailureCode } from '../../shared/failure.ts';
import { goTo } from '../navigation/use-route.ts';
import { askToCheck } from './asked-to-check.ts';

/** Failures that a look at the way to the provider, and at what it offers, may explain. */
const explainable: ReadonlySet<FailureCode> = new Set([
  'timed-out',
  'name-not-resolved',
  'connection-failed',
  'certificate-invalid',
  'encryption-failed',
  'proxy-sign-in-needed',
  'answer-unreadable',
  'redirect-refused',
  'metadata-not-found',
  'metadata-invalid',
  'metadata-redirected',
  'issuer-mismatch',
  'endpoint-insecure',
  'pkce-not-supported',
  'authorization-refused',
  'callback-expired',
  'keys-unavailable',
  'clock-wrong',
  'provider-unavailable',
]);

/** Shows the checks of the connection, and runs them. */
export function checkConnection(id: ConnectionId): void {
  goTo({ kind: 'connection', id, tab: 'settings' });
  askToCheck(id);
}

/** Offers the checks beside a failure that they may explain. */
export function CheckOffer({ id, failure }: { readonly id: ConnectionId; readonly failure: Failure }) {
  if (!explainable.has(failure.code)) return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      onClick={() => {
        checkConnection(id);
      }}
    >
      Check this connection
    </Button>
  );
}
