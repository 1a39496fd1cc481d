import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import type { ProtectedVault } from '../../../src/core/vault/create-vault.ts';
import { readKeyCopies } from '../../../src/core/vault/key-copies.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { Protection } from '../../../src/core/vault/protection.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import type { Result } from '../../../src/shared/result.ts';
import { FakeKeyring, weakCost } from '../../unit/core/vault/test-vault.ts';
import { digests, untidy } from './disk.ts';
import { makeProtectedVault } from './place.ts';
import type { Place } from './place.ts';
import type { Scenario } from './scenario.ts';

/** What opens a vault: its keyring, or one of two passphrases. */
type Opener = 'keyring' | 'a passphrase of four words' | 'another one that is as long';

const first: Opener = 'a passphrase of four words';
const second: Opener = 'another one that is as long';

interface Move {
  readonly name: string;
  readonly from: Opener;
  readonly to: Opener;
  /** Whether this computer has a keyring, unlocked, while it moves and at the next start. */
  readonly keyring: boolean;
  make(protection: Protection): Promise<Result<null>>;
}

const moves: readonly Move[] = [
  {
    name: 'from the keyring to a passphrase',
    from: 'keyring',
    to: first,
    keyring: true,
    make: (protection) => protection.choose(first),
  },
  {
    name: 'from a passphrase to the keyring',
    from: first,
    to: 'keyring',
    keyring: true,
    make: (protection) => protection.moveToKeyring(),
  },
  {
    name: 'to another passphrase',
    from: first,
    to: second,
    keyring: false,
    make: (protection) => protection.change(first, second),
  },
];

const sessions = { one: 'secret one', two: 'secret two' };

/** Every move of a vault's key between keyring and passphrase: nothing but its opener may change. */
export const protectionScenarios: readonly Scenario[] = moves.map((move): Scenario => ({
  name: move.name,

  async prepare(place) {
    const keyring = move.from === 'keyring';
    const { vault } = open(place, keyring);
    await vault.open();
    if (!keyring) await done(vault.protection.choose(move.from));
    await done(vault.write('session', 'one', sessions.one));
    await done(vault.write('session', 'two', sessions.two));
    // The sealed sessions: no move touches them.
    return digests(place.folder, /\.record$/);
  },

  async begin(place) {
    const { vault } = await start(place, move.keyring, [move.from]);
    return {
      make: async () => failureIn(await move.make(vault.protection)),
      remembered: async () => differences(vault, 'in memory'),
      again: () => again(vault.protection, move),
    };
  },

  async judge(place, found, kept) {
    const opened = await start(place, move.keyring, [move.from, move.to]);
    const { by, notes, vault } = opened;
    const problems = [...(await differences(vault, 'at the next start'))];
    if (by === null) problems.push(`the vault is ${vault.status.kind}`);
    if (found === 'new' && by !== move.to) problems.push(`it is opened by ${String(by)}`);
    if (notes.length > 0) problems.push(`told of damage: ${notes.map(({ why }) => why).join(' ')}`);
    problems.push(...(await otherWraps(place, by)), ...(await untidy(place.folder)));
    const still = new Set(await digests(place.folder));
    if (kept.some((each) => !still.has(each))) problems.push('something was deleted');
    if (!(await vault.write('session', 'one', 'after')).ok) problems.push('the next save failed');
    const other = by === move.from ? move.to : move.from;
    const wrong = await start(place, move.keyring, [other]);
    if (wrong.by === other) problems.push(`${other} opens it, too`);
    const next = await start(place, move.keyring, by === null ? [] : [by]);
    const after = await next.vault.read('session', 'one');
    if (!after.ok || after.value !== 'after') problems.push('after the next save it is something else');
    return { problems, state: by === move.to ? 'new' : by === move.from ? 'old' : null };
  },
}));

function open(place: Place, keyring: boolean) {
  const cipher = new FakeKeyring();
  cipher.secret = Buffer.alloc(64, 'the same in each process');
  if (!keyring) cipher.state = { kind: 'missing', why: 'This computer has no keyring.' };
  return makeProtectedVault(place, { cipher });
}

interface Start {
  readonly vault: ProtectedVault;
  readonly notes: readonly Failure[];
  /** What opened it, of what was tried; null when nothing did. */
  readonly by: Opener | null;
}

/** A start that tries these, one after the other; the keyring, where there is one, opens by itself. */
async function start(place: Place, keyring: boolean, tried: readonly Opener[]): Promise<Start> {
  const { vault, notes } = open(place, keyring);
  await vault.open();
  if (vault.status.kind === 'open') return { vault, notes, by: 'keyring' };
  for (const opener of tried) {
    if (opener === 'keyring') continue;
    const entered = await vault.protection.enter(opener);
    if (entered.ok) return { vault, notes, by: opener };
  }
  return { vault, notes, by: null };
}

/** Moves once more after a failure; what the disk refused only at the end is moved already. */
async function again(protection: Protection, move: Move): Promise<Failure | null> {
  if (move.from === 'keyring' ? protection.by === 'passphrase' : protection.by === 'keyring') return null;
  const failure = failureIn(await move.make(protection));
  const moved = failure?.code === 'passphrase-wrong' && move.from !== 'keyring';
  return moved ? failureIn(await protection.change(move.to, move.to)) : failure;
}

async function differences(vault: ProtectedVault, when: string): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const [id, value] of Object.entries(sessions)) {
    const read = await vault.read('session', id);
    const now = read.ok ? read.value : read.failure.code;
    if (!isDeepStrictEqual(now, value)) problems.push(`${when} session ${id} is ${String(now)}`);
  }
  return problems;
}

/** After a start the move is over: neither copy of the key file has a wrap of another kind than what opened it. */
async function otherWraps({ folder }: Place, by: Opener | null): Promise<readonly string[]> {
  const copies = await readKeyCopies(join(folder, 'vault', 'key-1'), nodeFiles, weakCost);
  if (copies.kind !== 'copies') return ['the key file is of a newer Latchkey'];
  const kinds = copies.good.flatMap(({ keyring, passphrase }) => [
    ...(keyring === null ? [] : ['keyring']),
    ...(passphrase === null ? [] : ['passphrase']),
  ]);
  const wanted = by === 'keyring' ? 'keyring' : 'passphrase';
  return isDeepStrictEqual(kinds, [wanted, wanted])
    ? []
    : [`the copies of the key are wrapped by ${kinds.join()}`];
}

async function done(work: Promise<Result<unknown>>): Promise<void> {
  const result = await work;
  if (!result.ok) throw new Error(`Not prepared: ${result.failure.why}`);
}

function failureIn(result: Result<unknown>): Failure | null {
  return result.ok ? null : result.failure;
}
