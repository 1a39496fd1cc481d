import type { Failure } from '../../shared/failure.ts';
import { formatVersions } from './envelope.ts';
import { givenUpFailure, newerFailure } from './failures.ts';
import { distinctKeys, readKeyCopies } from './key-copies.ts';
import { keyFolders } from './key-folder.ts';
import type { ClosedFolder, KeyFolderDeps } from './key-folder.ts';
import { recordNames } from './record-name.ts';
import { asksForPassphrase, noKeyFailure } from './try-key-folder.ts';

/** What the key files say before any key is opened. */
export type KeyLook =
  /** A newer Latchkey wrote one of them: beside it nothing is begun. */
  | { readonly kind: 'newer'; readonly failure: Failure }
  | {
      readonly kind: 'known';
      /** What opens the newest folder that anything opens. `keyring` also where there is nothing yet. */
      readonly way: 'keyring' | 'passphrase' | 'either';
      /** Folders that nothing opens: their key is damaged or gone, or their passphrase was given up. */
      readonly closed: readonly ClosedFolder[];
    };

/** Looks at the key files; asks neither keyring nor person. File errors reject as they come. */
export async function lookAtKeys({ files, folder, cost }: KeyFolderDeps): Promise<KeyLook> {
  const closed: ClosedFolder[] = [];
  let way: 'keyring' | 'passphrase' | 'either' | null = null;
  for (const each of await keyFolders(files, folder)) {
    const copies = await readKeyCopies(each, files, cost);
    if (copies.kind === 'newer') {
      const failure = newerFailure(copies.version, formatVersions['LKEY-KEY'], copies.path);
      return { kind: 'newer', failure };
    }
    const { good, damage } = copies;
    if (good.length === 0) {
      const empty = damage.length === 0 && recordNames(await files.list(each)).length === 0;
      if (!empty) closed.push({ folder: each, failure: noKeyFailure(each, damage) });
      continue;
    }
    const keys = distinctKeys(good);
    const asks = keys.some(asksForPassphrase);
    const keyring = keys.some((key) => key.keyring !== null);
    if (asks) way ??= keyring ? 'either' : 'passphrase';
    else if (keyring) way ??= 'keyring';
    else closed.push({ folder: each, failure: givenUpFailure(each), givenUp: true });
  }
  return { kind: 'known', way: way ?? 'keyring', closed };
}
