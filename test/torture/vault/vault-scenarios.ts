import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CipherError } from '../../../src/core/ports/cipher.ts';
import type { Cipher } from '../../../src/core/ports/cipher.ts';
import type { Vault } from '../../../src/core/vault/vault.ts';
import { fail, succeed } from '../../../src/shared/result.ts';
import type { Result } from '../../../src/shared/result.ts';
import { makeVault, openVault } from './place.ts';
import type { Place } from './place.ts';
import { unreadable, vaultScenario } from './vault-scenario.ts';

const record = 'session.one.record';
/** Longer than a block of any disk, so that a part of it may fit. */
const value = 'a new value. '.repeat(1000);

/** Every change that a vault's files go through. */
export const vaultScenarios = [
  vaultScenario({
    name: 'first save ever',
    prepare: async () => Promise.resolve(),
    begin: async (place) => Promise.resolve(makeVault(place)),
    make: openAndSave,
    old: null,
    new: value,
    two: null,
    remembers: true,
  }),
  vaultScenario({
    name: 'first save of a session',
    prepare: (place) => saved(place, []),
    make: save,
    old: null,
    new: value,
    two: 'two',
    remembers: true,
  }),
  vaultScenario({
    name: 'second generation',
    prepare: (place) => saved(place, ['old']),
    make: save,
    old: 'old',
    new: value,
    two: 'two',
    remembers: true,
  }),
  vaultScenario({
    name: 'third generation',
    prepare: (place) => saved(place, ['ancient', 'old']),
    make: save,
    old: 'old',
    new: value,
    two: 'two',
    remembers: true,
  }),
  vaultScenario({
    name: 'removal',
    prepare: (place) => saved(place, ['ancient', 'old']),
    make: remove,
    again: remove,
    old: 'old',
    new: null,
    two: 'two',
    remembers: false,
  }),
  vaultScenario({
    name: 'mark behind its record',
    async prepare(place) {
      await saved(place, ['old']);
      const mark = await readFile(inVault(place, 'vault.mark'));
      await write(place, 'newer');
      await writeFile(inVault(place, 'vault.mark'), mark);
    },
    begin: async (place) => Promise.resolve(makeVault(place)),
    make: open,
    old: 'newer',
    new: 'newer',
    two: 'two',
    remembers: false,
  }),
  vaultScenario({
    name: 'read of a damaged record',
    prepare: (place) => damaged(place, record),
    make: (vault) => vault.read('session', 'one'),
    again: (vault) => vault.read('session', 'one'),
    old: 'old',
    new: 'old',
    two: 'two',
    remembers: false,
    damaged: true,
    keeps: /one\.record$/,
  }),
  vaultScenario({
    name: 'save over a damaged record',
    prepare: (place) => damaged(place, record),
    make: save,
    old: 'old',
    new: value,
    two: 'two',
    remembers: true,
    damaged: true,
    keeps: /one\.record$/,
  }),
  vaultScenario({
    name: 'sign-in again where both generations are damaged',
    prepare: (place) => damaged(place, record, `${record}.previous`),
    async make(vault) {
      await vault.read('session', 'one');
      return save(vault);
    },
    old: unreadable,
    new: value,
    two: 'two',
    remembers: true,
    damaged: true,
    keeps: /one\.record/,
  }),
  vaultScenario({
    name: 'repair of a damaged key',
    prepare: (place) => damaged(place, 'vault.key'),
    begin: async (place) => Promise.resolve(makeVault(place)),
    make: open,
    old: 'newest',
    new: 'newest',
    two: 'two',
    remembers: false,
    damaged: true,
    keeps: /vault\.key/,
  }),
  vaultScenario({
    name: 'a new key after the keyring was reset',
    keyringOnly: true,
    prepare: (place) => saved(place, ['ancient', 'old']),
    begin: async (place) => Promise.resolve(makeVault(place, { seed: 'reset' })),
    make: openAndSave,
    old: unreadable,
    new: value,
    two: unreadable,
    remembers: true,
    seed: 'reset',
    keeps: /key-1/,
  }),
  vaultScenario({
    name: 'adoption from a folder that opens again',
    keyringOnly: true,
    async prepare(place) {
      await saved(place, ['old']);
      const confused = makeVault(place, { cipher: refusing(place.cipher.make('keyring'), 2) });
      await confused.vault.open();
      await confused.vault.write('session', 'one', 'signed in again');
    },
    begin: async (place) => Promise.resolve(makeVault(place)),
    make: open,
    old: 'signed in again',
    new: 'signed in again',
    two: 'two',
    remembers: false,
  }),
];

/** Generations of session one, each made by a process of its own, beside session two. */
async function saved(place: Place, values: readonly string[]): Promise<void> {
  const { vault } = await openVault(place);
  await vault.write('session', 'two', 'two');
  for (const each of values) await write(place, each);
}

async function damaged(place: Place, ...names: readonly string[]): Promise<void> {
  await saved(place, ['old', 'newest']);
  for (const name of names) {
    const path = inVault(place, name);
    const content = await readFile(path);
    content.writeUInt8((content.at(-1) ?? 0) ^ 1, content.length - 1);
    await writeFile(path, content);
  }
}

async function write(place: Place, text: string): Promise<void> {
  const { vault } = await openVault(place);
  const written = await vault.write('session', 'one', text);
  if (!written.ok) throw new Error(`Not prepared: ${written.failure.why}`);
}

function inVault(place: Place, name: string): string {
  return join(place.folder, 'vault', 'key-1', name);
}

/** A keyring that says a few times that it can never open the key, and then does. */
function refusing(cipher: Cipher, times: number): Cipher {
  let left = times;
  return {
    status: () => cipher.status(),
    unlock: () => cipher.unlock(),
    wrap: (key) => cipher.wrap(key),
    unwrap: (wrapped) =>
      left-- > 0 ? Promise.reject(new CipherError('refused', 'Not now.')) : cipher.unwrap(wrapped),
  };
}

function save(vault: Vault): Promise<Result<unknown>> {
  return vault.write('session', 'one', value);
}

function remove(vault: Vault): Promise<Result<unknown>> {
  return vault.remove('session', 'one');
}

async function open(vault: Vault): Promise<Result<unknown>> {
  const status = await vault.open();
  return status.kind === 'memory-only' ? fail(status.reason) : succeed(null);
}

async function openAndSave(vault: Vault): Promise<Result<unknown>> {
  await vault.open();
  return save(vault);
}
