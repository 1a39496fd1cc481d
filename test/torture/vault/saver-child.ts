import { writeSync } from 'node:fs';
import type { ConnectionStore } from '../../../src/core/connections/connection-store.ts';
import type { RecordKind, Vault } from '../../../src/core/vault/vault.ts';
import { settings } from '../../unit/core/connections/test-settings.ts';
import { untidy } from './disk.ts';
import { makeStore, openVault } from './place.ts';
import { findCipher } from './scenarios.ts';
import type { Found, Steps } from './saver.ts';

/*
 * One process of the app that does nothing but save. It tells what its start found; then, for each save, that the server
 * has rotated (from here on the answer is only in memory) and that it is on disk. Each line is in the pipe before
 * anything else is done, so none is lost when the process is killed.
 */

interface Subject {
  readonly name: string;
  save(step: number): Promise<boolean>;
  /** The step of what is saved; null when nothing is, -1 when it is not whole. */
  read(): Promise<number | null>;
}

const notWhole = -1;
/** Names of who saves records of its own in the same vault: this process first. Only one may change the connections. */
const [folder = '', cipher = '', from = '{}', ...owners] = process.argv.slice(2);
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- saver.ts wrote it
const steps = JSON.parse(from) as Steps;
const place = { folder, cipher: findCipher(cipher) };
const { vault, notes } = await openVault(place);
const store = makeStore(place);
const notice = await store.load();
const own = ownRecords(owners[0] ?? '');
const mine: readonly Subject[] = owners.length === 0 ? [...own, connection(store)] : own;
const subjects = [...mine, ...owners.slice(1).flatMap(ownRecords)];

const unreadable: string[] = [];
const values: Record<string, number | null> = {};
for (const subject of subjects) values[subject.name] = await subject.read();
// While another process saves, its temporary files come and go.
const alone = owners.length !== 1;
const problems = [...(alone ? await untidy(folder) : []), ...notes.map(({ why }) => why), ...unreadable];
if (vault.status.kind !== 'open') problems.push(`the vault is ${vault.status.kind}`);
if (notice !== null) problems.push(notice.why);
const found: Found = { values, problems };
tell(`found ${JSON.stringify(found)}`);

await Promise.all(mine.map((subject) => keepSaving(subject, steps[subject.name] ?? 0)));

function ownRecords(owner: string): readonly Subject[] {
  const sessions = ['one', 'two', 'three'].map((id) => record(vault, 'session', `${id}${owner}`));
  return [...sessions, comingAndGoing(vault, `attempt${owner}`)];
}

async function keepSaving(subject: Subject, done: number): Promise<void> {
  for (let step = done + 1; ; step += 1) {
    tell(`rotated ${subject.name} ${String(step)}`);
    if (!(await subject.save(step))) throw new Error(`${subject.name} was not saved.`);
    tell(`saved ${subject.name} ${String(step)}`);
  }
}

function tell(line: string): void {
  writeSync(1, `${line}\n`);
}

function valueOf(step: number): unknown {
  return { step, refreshToken: `${String(step)}-`.repeat((step * 7) % 900) };
}

function stepOf(value: unknown): number | null {
  if (value === null) return null;
  const step =
    typeof value === 'object' && 'step' in value && typeof value.step === 'number' ? value.step : notWhole;
  return JSON.stringify(value) === JSON.stringify(valueOf(step)) ? step : notWhole;
}

function record(kept: Vault, kind: RecordKind, id: string): Subject {
  return {
    name: `${kind}-${id}`,
    save: async (step) => (await kept.write(kind, id, valueOf(step))).ok,
    async read() {
      const read = await kept.read(kind, id);
      if (!read.ok) unreadable.push(`${id}: ${read.failure.why}`);
      return read.ok ? stepOf(read.value) : notWhole;
    },
  };
}

/** Written in odd steps and removed in even ones, as a sign-in attempt is. */
function comingAndGoing(kept: Vault, id: string): Subject {
  const attempt = record(kept, 'transaction', id);
  return {
    ...attempt,
    save: async (step) => (step % 2 === 1 ? attempt.save(step) : (await kept.remove('transaction', id)).ok),
  };
}

function connection(connections: ConnectionStore): Subject {
  return {
    name: 'connection',
    async save(step) {
      const changed = settings({ name: `step ${String(step)}` });
      const [first] = connections.list();
      return (await (first === undefined ? connections.add(changed) : connections.update(first.id, changed)))
        .ok;
    },
    read() {
      const [first, ...more] = connections.list();
      if (first === undefined) return Promise.resolve(null);
      return Promise.resolve(more.length === 0 ? Number(first.name.replace('step ', '')) : notWhole);
    },
  };
}
