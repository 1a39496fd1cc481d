import { fail, succeed } from '../../shared/result.ts';
import type { Failure } from '../../shared/failure.ts';
import type { Result } from '../../shared/result.ts';
import { CipherError } from '../ports/cipher.ts';
import type { CipherStatus } from '../ports/cipher.ts';
import {
  busyFailure,
  keyFailure,
  keyringMissingFailure,
  lockedFailure,
  noPassphraseFailure,
  passphraseMemoryFailure,
  passphraseWrongFailure,
} from './failures.ts';
import { distinctKeys, keepKeyFile, mendKeyCopies, readKeyCopies } from './key-copies.ts';
import type { KeyFile } from './key-file.ts';
import { keyFolders } from './key-folder.ts';
import type { OpenFolder } from './key-folder.ts';
import { beginKeyFolder, openKeyFolders } from './key-folders.ts';
import { onlyBy, unwrapByPassphrase, withWrap } from './key-wraps.ts';
import type { Wrapper } from './key-wraps.ts';
import { forgetOnDisk } from './forget-on-disk.ts';
import { newPassphrase, preparePassphrase } from './passphrase.ts';
import type { PreparedPassphrase } from './passphrase.ts';
import { PassphraseMemoryError } from './passphrase-wrap.ts';
import type { Protection } from './protection.ts';
import { asksForPassphrase } from './try-key-folder.ts';
import { openStatus, orDiskFailure, whyNotOpen } from './vault-state.ts';
import type { VaultState } from './vault-state.ts';

const notMoved = 'The protection could not be changed.';

/** Makes what moves the data key between keyring and passphrase. Both wraps are on disk before one of them goes. */
export function createProtection(state: VaultState): Protection {
  const { keyDeps } = state;
  const { cipher, files, folder, cost } = keyDeps;
  let keyringReady = false;

  /** One at a time, and refused while another runs: each try at a passphrase costs memory. */
  async function alone(work: () => Promise<Result<null>>): Promise<Result<null>> {
    if (state.keyWork !== null) return fail(busyFailure());
    return state.onKeys(() => orDiskFailure(folder, notMoved, async () => orMemoryFailure(work)));
  }

  /** Seals what is in memory under a new key. */
  async function begin(passphrase: PreparedPassphrase): Promise<Result<null>> {
    const others = await state.otherFolders();
    const known = new Map(state.closed.map((each) => [each.folder, each.failure]));
    const closed = others.map((each) => ({
      folder: each,
      failure: known.get(each) ?? keyFailure('Their keyring does not answer now.', each),
    }));
    const outcome = await beginKeyFolder({ by: 'passphrase', passphrase, cost }, closed, keyDeps);
    return state.gate.exclusive(async () => {
      const status = await state.install(outcome);
      return state.current === null ? fail(whyNotOpen(status)) : succeed(null);
    });
  }

  /** Puts another wrap beside the one in use, then leaves that one out. */
  async function move(open: OpenFolder, wrapper: Wrapper): Promise<Result<null>> {
    const both = await withWrap(open.key, open.keyFile, wrapper);
    if (both === null) return fail(keyringMissingFailure('The keyring did not give back what it was given.'));
    try {
      await keepKeyFile(open.folder, both, files);
      await keepKeyFile(open.folder, onlyBy(wrapper.by, both), files);
    } finally {
      await use(open);
    }
    return succeed(null);
  }

  /** What the key file says now, whatever became of changing it. */
  async function use(open: OpenFolder): Promise<void> {
    const copies = await readKeyCopies(open.folder, files, cost).catch(() => null);
    const keyFile: KeyFile | undefined = copies?.kind === 'copies' ? copies.good[0] : undefined;
    if (keyFile === undefined || state.current === null) return;
    const by = keyFile.keyring === null ? 'passphrase' : keyFile.passphrase === null ? 'keyring' : open.by;
    state.current = { ...state.current, open: { ...open, keyFile, by } };
    state.become(openStatus(state.current.open));
  }

  /** The newest folder whose passphrase was given up and is this one, with a key file that asks for it again. */
  async function openGivenUp(passphrase: PreparedPassphrase): Promise<OpenFolder | null> {
    for (const each of await keyFolders(files, folder)) {
      const copies = await readKeyCopies(each, files, cost);
      const keys = copies.kind === 'copies' ? distinctKeys(copies.good) : [];
      for (const keyFile of keys.filter(({ givenUpAt }) => givenUpAt !== null)) {
        const key = await unwrapByPassphrase(keyFile, passphrase);
        if (key !== null) {
          return { folder: each, key, keyFile: { ...keyFile, givenUpAt: null }, by: 'passphrase' };
        }
      }
    }
    return null;
  }

  async function toKeyring(open: OpenFolder, found: CipherStatus): Promise<Result<null>> {
    const keyring = found.kind === 'locked' ? await cipher.unlock() : found;
    keyringReady = keyring.kind === 'ready';
    if (keyring.kind !== 'ready') return fail(whyNotMoved(keyring));
    try {
      return await move(open, { by: 'keyring', cipher });
    } catch (error) {
      if (error instanceof CipherError) return fail(whyNotMoved({ kind: 'missing', why: error.message }));
      throw error;
    }
  }

  return {
    get by() {
      return state.current?.open.by ?? null;
    },

    get keyringReady() {
      return keyringReady;
    },

    get givenUp() {
      return state.closed.some(({ givenUp }) => givenUp === true);
    },

    async choose(typed) {
      const passphrase = newPassphrase(typed);
      if (!passphrase.ok) return passphrase;
      return alone(async () => {
        const open = state.current?.open;
        if (open?.by === 'passphrase') return fail(noPassphraseFailure());
        if (open !== undefined) {
          keyringReady = true;
          return move(open, { by: 'passphrase', passphrase: passphrase.value, cost });
        }
        const why = whyNotOpen(state.status);
        return why.code === 'keyring-missing' ? begin(passphrase.value) : fail(why);
      });
    },

    async enter(typed) {
      const passphrase = preparePassphrase(typed);
      if (passphrase === null) return fail(passphraseWrongFailure());
      return alone(async () => {
        if (state.status.kind !== 'passphrase-needed') return succeed(null);
        const outcome = await openKeyFolders(keyDeps, passphrase);
        if (outcome.kind === 'passphrase-wrong') return fail(passphraseWrongFailure());
        keyringReady = (await cipher.status()).kind === 'ready';
        return state.gate.exclusive(async () => {
          const status = await state.install(outcome);
          return state.current === null ? fail(whyNotOpen(status)) : succeed(null);
        });
      });
    },

    async change(typed, next) {
      const passphrase = newPassphrase(next);
      if (!passphrase.ok) return passphrase;
      const current = preparePassphrase(typed);
      return alone(async () => {
        const open = state.current?.open;
        if (open?.by !== 'passphrase') return fail(noPassphraseFailure());
        const right = current !== null && (await unwrapByPassphrase(open.keyFile, current)) !== null;
        if (!right) return fail(passphraseWrongFailure());
        return move(open, { by: 'passphrase', passphrase: passphrase.value, cost });
      });
    },

    async moveToKeyring() {
      return alone(async () => {
        const open = state.current?.open;
        if (open?.by !== 'passphrase') return fail(noPassphraseFailure());
        return toKeyring(open, await cipher.status());
      });
    },

    async remove() {
      return alone(async () => {
        const { current } = state;
        if (current?.open.by !== 'passphrase') return fail(noPassphraseFailure());
        const found = await cipher.status();
        if (found.kind !== 'missing') return toKeyring(current.open, found);
        return state.gate.exclusive(() => forgetOnDisk(state, found.why));
      });
    },

    async giveUp() {
      return alone(async () => {
        if (state.status.kind !== 'passphrase-needed') return fail(noPassphraseFailure());
        for (const each of await keyFolders(files, folder)) {
          const copies = await readKeyCopies(each, files, cost);
          const keys = copies.kind === 'copies' ? distinctKeys(copies.good) : [];
          const asked = keys.find(asksForPassphrase);
          if (asked === undefined) continue;
          await mendKeyCopies(each, { ...asked, givenUpAt: keyDeps.clock.now() }, keyDeps);
          break;
        }
        await state.open(() => cipher.status());
        return succeed(null);
      });
    },

    async takeBack(typed) {
      const passphrase = preparePassphrase(typed);
      if (passphrase === null) return fail(passphraseWrongFailure());
      return alone(async () => {
        // Below a folder that has still to be opened, another can wait.
        if (['closed', 'locked', 'passphrase-needed'].includes(state.status.kind)) {
          return fail(noPassphraseFailure());
        }
        const given = await openGivenUp(passphrase);
        if (given === null) return fail(passphraseWrongFailure());
        if (state.current !== null) return state.gate.exclusive(() => state.takeOver(given));
        await mendKeyCopies(given.folder, given.keyFile, keyDeps);
        const outcome = await openKeyFolders(keyDeps, passphrase);
        return state.gate.exclusive(async () => {
          const status = await state.install(outcome);
          return state.current === null ? fail(whyNotOpen(status)) : succeed(null);
        });
      });
    },
  };
}

async function orMemoryFailure(work: () => Promise<Result<null>>): Promise<Result<null>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PassphraseMemoryError) return fail(passphraseMemoryFailure(error.memory));
    throw error;
  }
}

function whyNotMoved(keyring: Exclude<CipherStatus, { readonly kind: 'ready' }>): Failure {
  return keyring.kind === 'locked'
    ? { ...lockedFailure(), what: 'The passphrase protects your sign-ins as before.' }
    : {
        ...keyringMissingFailure(keyring.why),
        what: 'No keyring can take the place of the passphrase.',
        next: 'Set up a keyring for this computer, then try again.',
      };
}
