import { givenUpFailure } from './failures.ts';
import { readKeyCopies } from './key-copies.ts';
import { keyFolders } from './key-folder.ts';
import type { ClosedFolder, KeyFolderDeps } from './key-folder.ts';
import { asksForPassphrase } from './try-key-folder.ts';

/** What the key files say before any key is opened. */
export interface KeyLook {
  /** What opens the newest folder that anything opens. `keyring` also where there is nothing yet. */
  readonly way: 'keyring' | 'passphrase' | 'either';
  /** Folders whose passphrase was given up. */
  readonly givenUp: readonly ClosedFolder[];
}

/** Looks at the key files; asks neither keyring nor person. File errors reject as they come. */
export async function lookAtKeys({ files, folder, cost }: KeyFolderDeps): Promise<KeyLook> {
  const givenUp: ClosedFolder[] = [];
  for (const each of await keyFolders(files, folder)) {
    const copies = await readKeyCopies(each, files, cost);
    if (copies.kind === 'newer') break;
    const [first] = copies.good;
    if (first === undefined) continue;
    if (asksForPassphrase(first)) return { way: first.keyring === null ? 'passphrase' : 'either', givenUp };
    if (first.keyring !== null) break;
    givenUp.push({ folder: each, failure: givenUpFailure(each) });
  }
  return { way: 'keyring', givenUp };
}
