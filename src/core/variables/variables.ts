import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { RequestDraft } from '../../shared/request.ts';
import type { Result } from '../../shared/result.ts';
import type { VariableInput, VariableScope, VariableView } from '../../shared/variable.ts';
import type { ResolvedRequest } from './resolve-request.ts';

/**
 * Variables of connections and of everybody. Plain values stand in a file of the profile, secret ones are sealed in the vault
 * and never leave the main process but in the requests that name them.
 */
export interface Variables {
  /** Reads the file; called once. Null when all is well, else `settings-unreadable` or `disk-failed`. */
  load(): Promise<Failure | null>;
  list(scope: VariableScope): Promise<readonly VariableView[]>;
  /**
   * Adds a variable, or changes one. Fails with `input-invalid`, `disk-full`, `disk-failed`, `keyring-locked`,
   * `passphrase-needed`, and then everything is as it was.
   */
  set(input: VariableInput): Promise<Result<null>>;
  /**
   * Fails like `set`, but for `input-invalid`; what is not there is no failure. Answers with what `restore` brings back, as
   * long as the app runs and not many others were removed since.
   */
  remove(scope: VariableScope, name: string): Promise<Result<string>>;
  /** Fails like `set`, and with `not-found`. */
  restore(undo: string): Promise<Result<null>>;
  /** Forgets what belongs to a connection that is gone. */
  erase(id: ConnectionId): Promise<Result<null>>;
  /**
   * Puts the values into a request. Fails with `variable-unusable`, and like reading the vault where a secret is named.
   */
  resolve(id: ConnectionId, draft: RequestDraft): Promise<Result<ResolvedRequest>>;
  /** The same for showing: secrets keep their names and have no value. The vault is not asked. */
  resolveWithoutSecrets(id: ConnectionId, draft: RequestDraft): Result<ResolvedRequest>;
  /** Seals values as new secret variables of a connection; answers with the names that they got, in order. */
  keepSecrets(
    id: ConnectionId,
    secrets: readonly { readonly proposed: string; readonly value: string }[],
  ): Promise<Result<readonly string[]>>;
}
