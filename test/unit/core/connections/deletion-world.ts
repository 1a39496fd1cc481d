import { createConnectionStore } from '../../../../src/core/connections/create-connection-store.ts';
import { createDeletions, type Deletions } from '../../../../src/core/connections/deletions.ts';
import type { ConnectionStore } from '../../../../src/core/connections/connection-store.ts';
import { createHistory } from '../../../../src/core/history/create-history.ts';
import type { History } from '../../../../src/core/history/history.ts';
import { createClientSecrets, type ClientSecrets } from '../../../../src/core/oauth/client-secrets.ts';
import { createVariables } from '../../../../src/core/variables/create-variables.ts';
import type { Variables } from '../../../../src/core/variables/variables.ts';
import { sealedAway } from '../../../../src/core/vault/sealed-away.ts';
import type { ConnectionId } from '../../../../src/shared/connection.ts';
import type { Failure } from '../../../../src/shared/failure.ts';
import { MemoryHistoryDisk } from '../../../support/memory-history.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { valueOf } from '../../../support/results.ts';
import { answered } from '../history/world.ts';
import { connection, quiet, start, type Stage } from '../oauth/session/stage.ts';

/** What a crash leaves. */
export interface Left {
  readonly content: ReadonlyMap<string, Uint8Array>;
  readonly records: ReadonlyMap<string, string>;
}

/** A run of the app, as far as it keeps something of a connection: list, sessions, secrets, variables, history. */
export class DeletionWorld {
  readonly disk: MemoryHistoryDisk;
  readonly stage: Stage;
  readonly store: ConnectionStore;
  readonly secrets: ClientSecrets;
  readonly variables: Variables;
  readonly history: History;
  readonly deletions: Deletions;
  readonly failed: Failure[] = [];
  readonly stopped: ConnectionId[] = [];

  private constructor(disk: MemoryHistoryDisk, stage: Stage) {
    const { files } = disk;
    const { clock, vault } = stage;
    const folder = '/profile';
    this.disk = disk;
    this.stage = stage;
    this.store = createConnectionStore({ files, folder, clock });
    this.secrets = createClientSecrets(vault);
    this.variables = createVariables({ files, folder, clock, vault });
    this.history = createHistory({
      disk: disk.disk,
      folders: disk.folders,
      files,
      folder: `${folder}/history`,
      clock,
      vault,
      limits: () => ({ days: 30, megabytes: 100 }),
      on: () => true,
      bodies: { show: () => Promise.reject(new TypeError('Nobody looks at a body here.')) },
      changed: () => undefined,
    });
    this.deletions = createDeletions({
      connections: this.store,
      sessions: stage.sessions,
      clock,
      locked: (id) => sealedAway(vault, id),
      stop: (id) => void this.stopped.push(id),
      erase: async (id) => {
        const variables = await this.variables.erase(id);
        if (!variables.ok) return variables;
        const history = await this.history.erase(id);
        if (!history.ok) return history;
        return this.secrets.erase(id);
      },
      changed: () => {
        this.follow();
      },
      failed: (failure) => void this.failed.push(failure),
    });
  }

  /** The sessions look their connections up in the list. */
  follow(): void {
    const { connections } = this.stage;
    connections.clear();
    for (const one of this.store.list()) connections.set(one.id, one);
    this.stage.ending = this.store.ending();
  }

  /** A run that finds what one before left, up to where deletions go on. */
  static async open(left?: Left): Promise<DeletionWorld> {
    const disk = new MemoryHistoryDisk();
    for (const [path, content] of left?.content ?? []) disk.content.set(path, Uint8Array.from(content));
    const vault = new MemoryVault({ kind: 'open', backend: 'test' }, new Map(left?.records));
    const stage = await start({ connections: [], vault });
    const world = new DeletionWorld(disk, stage);
    await world.store.load();
    await world.variables.load();
    await world.secrets.restore();
    world.follow();
    await stage.sessions.restore();
    return world;
  }

  /** A connection that has everything that one can have. */
  async fill(): Promise<ConnectionId> {
    const { id } = valueOf(await this.store.add(connection({ confidential: true })));
    valueOf(await this.secrets.keep({ ...connection(), id }, 's3cret'));
    this.follow();
    await this.stage.signIn(id);
    const variable = { scope: id, previousName: null } as const;
    valueOf(
      await this.variables.set({ ...variable, name: 'base', secret: false, value: 'https://api.test' }),
    );
    valueOf(await this.variables.set({ ...variable, name: 'key', secret: true, value: 'hush' }));
    this.history.record({ ...answered(), connectionId: id });
    await quiet();
    this.stage.clock.advance(1000);
    await quiet();
    return id;
  }

  left(): Left {
    return { content: new Map(this.disk.content), records: new Map(this.stage.vault.records) };
  }

  /** Calls back before each write. */
  beforeWrites(call: () => void): void {
    this.disk.files.fault = (operation) => {
      if (operation !== 'read' && operation !== 'list') call();
      return null;
    };
    this.stage.vault.fault = (operation) => {
      if (operation === 'write' || operation === 'remove') call();
      return null;
    };
  }

  /** All that there is of a connection, each by its name. */
  async has(id: ConnectionId): Promise<readonly string[]> {
    const kinds = ['session', 'client-secret', 'variables', 'history'] as const;
    const sealed = kinds.filter((kind) => this.stage.vault.idsOf(kind).includes(id));
    // Asking the history would make it a key.
    const history = this.disk.files.paths().some((path) => path.startsWith(`/profile/history/${id}/`));
    return [
      ...(this.store.get(id) === null ? [] : ['in the list']),
      ...(this.store.ending().some((one) => one.id === id) ? ['ending'] : []),
      ...sealed,
      ...(await this.variables.list(id)).map(({ name }) => `variable ${name}`),
      ...(history ? ['entries of the history'] : []),
    ];
  }
}

export const whole: readonly string[] = [
  'in the list',
  'session',
  'client-secret',
  'variables',
  'history',
  'variable base',
  'variable key',
  'entries of the history',
];
