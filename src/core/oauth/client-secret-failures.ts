import type { Failure } from '../../shared/failure.ts';
import type { LockedBy } from '../../shared/session.ts';
import { failure } from './failures.ts';

/** A connection needs its secret, and it is not there: a computer without a keyring forgets it when the app quits. */
export function clientSecretMissing(): Failure {
  return failure(
    'client-secret-missing',
    'The client secret of this connection is not there any more.',
    'Without a keyring it is forgotten when Latchkey quits; otherwise its file is gone or damaged.',
    'Enter it again as “Client secret” in Settings, or remove it there if the provider does not need one.',
    { field: 'Client secret' },
  );
}

export function secretWhileLocked(by: LockedBy): Failure {
  return by === 'keyring'
    ? failure(
        'keyring-locked',
        'The client secret was not saved.',
        'It is sealed by the keyring of this computer, and that is locked.',
        'Unlock it, then save again. Nothing was changed.',
        { field: 'Client secret' },
      )
    : failure(
        'passphrase-needed',
        'The client secret was not saved.',
        'It is sealed with your passphrase, which was not entered yet.',
        'Enter it, then save again. Nothing was changed.',
        { field: 'Client secret' },
      );
}
