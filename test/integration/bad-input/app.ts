import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ActivityInput } from '../../../src/core/activity/activity.ts';
import { redact } from '../../../src/core/activity/redact.ts';
import { nodeSpoolDisk } from '../../../src/core/broker/bodies/node-spool-disk.ts';
import { createBroker } from '../../../src/core/broker/create-broker.ts';
import { startMeter } from '../../../src/core/broker/meter.ts';
import type { ConnectionStore } from '../../../src/core/connections/connection-store.ts';
import { createVariables } from '../../../src/core/variables/create-variables.ts';
import { createConnectionStore } from '../../../src/core/connections/create-connection-store.ts';
import { createNewTags } from '../../../src/core/connections/new-tags.ts';
import { discover } from '../../../src/core/oauth/discovery.ts';
import { createClientSecrets } from '../../../src/core/oauth/client-secrets.ts';
import { createSessions } from '../../../src/core/oauth/session/create-sessions.ts';
import type { Sessions } from '../../../src/core/oauth/session/sessions.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Fetch, FetchRequest } from '../../../src/core/ports/fetch.ts';
import { createVault } from '../../../src/core/vault/create-vault.ts';
import { nodeFiles } from '../../../src/core/vault/node-files.ts';
import type { Vault } from '../../../src/core/vault/vault.ts';
import { createDeepLinks, type DeepLinks } from '../../../src/main/deep-link/deep-links.ts';
import { createCallbackJudge } from '../../../src/main/deep-link/judge-callback.ts';
import { answerOf, type Handlers } from '../../../src/main/ipc/answer.ts';
import { connectionHandlers } from '../../../src/main/ipc/handlers/connection-handlers.ts';
import { requestHandlers } from '../../../src/main/ipc/handlers/request-handlers.ts';
import { sessionHandlers } from '../../../src/main/ipc/handlers/session-handlers.ts';
import { schemas } from '../../../src/main/ipc/schemas.ts';
import { connectionView } from '../../../src/main/views/connection-view.ts';
import { issuerCheck } from '../../../src/main/views/issuer-check.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import type { Command, Commands } from '../../../src/shared/ipc.ts';
import { succeed, type Result } from '../../../src/shared/result.ts';
import { connectionInput, noDeletions } from '../../support/connections.ts';
import { nodeFetch } from '../../support/node-fetch.ts';
import { systemClock } from '../../support/system-clock.ts';
import { FakeKeyring } from '../../unit/core/vault/test-vault.ts';

// Plain Node has no Electron; what the handlers are called through is not what is tried here.
vi.mock('electron', () => ({ ipcMain: {} }));

export const scheme = 'app.latchkey.desktop';

/** A connection as its form sends it. */
export const input = connectionInput({
  issuer: 'https://id.example.test',
  clientId: 'latchkey-test',
  scopes: 'openid offline_access',
});

/** One run of the app from the page's call down to files and sockets: only window, keyring and browser are not real. */
export interface App {
  /** What the page would call, with anything that a page could send. */
  call<C extends Command>(command: C, value: unknown): Promise<Result<Commands[C]['output']>>;
  readonly links: DeepLinks;
  readonly connections: ConnectionStore;
  readonly sessions: Sessions;
  readonly vault: Vault;
  /** What was wrong with the connections file. */
  readonly notice: Failure | null;
  /** Everything that was sent to anybody. */
  readonly sent: readonly FetchRequest[];
  /** What the browser was asked to open. */
  readonly opened: readonly string[];
  /** What callbacks that brought the window to the front came to. */
  readonly raised: readonly string[];
  /** Bugs, and calls that were refused. */
  readonly logged: readonly string[];
  readonly activity: readonly ActivityInput[];
  stop(): Promise<void>;
}

/** Only the demo's connection needs anything before it can be reached. */
const prepare = () => Promise.resolve({ kind: 'ready' } as const);

/** A folder and a keyring that several runs share. */
export class Profile {
  readonly folder: string;
  readonly #keyring = new FakeKeyring();

  constructor(folder: string) {
    this.folder = folder;
  }

  async start(clock: Clock = systemClock): Promise<App> {
    const { folder } = this;
    const sent: FetchRequest[] = [];
    const opened: string[] = [];
    const raised: string[] = [];
    const logged: string[] = [];
    const activity: ActivityInput[] = [];
    const real = nodeFetch();
    const fetch: Fetch = {
      send(request, signal) {
        sent.push(request);
        return real.send(request, signal);
      },
    };
    const record = { add: (entry: ActivityInput) => void activity.push(entry) };

    const connections = createConnectionStore({ files: nodeFiles, folder, clock });
    const notice = await connections.load();
    const vault = createVault({
      files: nodeFiles,
      cipher: this.#keyring,
      folder: join(folder, 'vault'),
      clock,
    });
    await vault.open();
    const sessions = createSessions({
      clock,
      fetchFor: () => fetch,
      vault,
      browser: { open: (url) => Promise.resolve(void opened.push(url)) },
      activity: record,
      connections,
      scheme,
      schemeOwner: () => Promise.resolve({ kind: 'ours' }),
      random: () => 0.5,
    });
    await sessions.restore();

    const links = createDeepLinks(scheme);
    links.deliverTo(
      createCallbackJudge({
        handle: (url) => sessions.handleCallback(url),
        raise: ({ kind }) => Promise.resolve(void raised.push(kind)),
        failed: (error) => void logged.push(String(error)),
      }),
    );
    const handlers: Partial<Handlers> = {
      ...connectionHandlers({
        connections,
        secrets: createClientSecrets(vault),
        sessions,
        loaded: Promise.resolve(),
        view: (one) => connectionView(one, sessions.view(one.id), scheme),
        changed: () => undefined,
        deletions: noDeletions,
        tags: createNewTags(),
        async checkIssuer(issuer) {
          const found = await discover(issuer, { fetch, clock, signal: new AbortController().signal });
          return found.ok ? succeed(issuerCheck(found.value, scheme)) : found;
        },
      }),
      ...sessionHandlers({
        sessions,
        prepare,
        copy: () => Promise.resolve(),
        activityOf: () => [],
        acceptUnlistedPkce: (id) => connections.acceptUnlistedPkce(id),
      }),
      ...requestHandlers({
        broker: createBroker({
          fetchFor: () => fetch,
          tokens: sessions,
          connections,
          activity: record,
          clock,
          spool: { disk: nodeSpoolDisk, folder: join(folder, 'spool') },
          progress: () => undefined,
          uploads: { open: () => null },
        }),
        variables: createVariables({ files: nodeFiles, folder, clock, vault }),
        connections,
        prepare,
        askForFile: () => Promise.resolve(null),
        confirmOpen: () => Promise.resolve(false),
        writeOpened: () => Promise.reject(new Error('Nothing is opened here.')),
        openPath: () => Promise.resolve(''),
        saveFile: () => Promise.resolve(),
        chooseFile: () => Promise.resolve(null),
        addFile: () => Promise.reject(new Error('No file was chosen.')),
        meterFor: (requestId) => startMeter(requestId, clock, () => undefined),
      }),
    };
    const deps = {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the commands in use; a call of another one is a bug of the test and ends as one
      handlers: handlers as Handlers,
      schemas,
      trusted: () => true,
      redact,
      log: {
        folder,
        write: (_level: string, message: string, cause?: unknown) =>
          void logged.push(`${message} ${String(cause)}`),
      },
    };
    return {
      call: (command, value) =>
        answerOf(command, deps)({ sender: { id: 1, mainFrame: null }, senderFrame: null }, value),
      links,
      connections,
      sessions,
      vault,
      notice,
      sent,
      opened,
      raised,
      logged,
      activity,
      async stop() {
        await sessions.close();
        await vault.flush();
      },
    };
  }

  /** Every file with its content, to see that nothing was lost or changed. */
  async files(): Promise<Readonly<Record<string, string>>> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const contents = await Promise.all(
      paths.map(
        async (path) => [path.slice(this.folder.length + 1), await readFile(path, 'latin1')] as const,
      ),
    );
    return Object.fromEntries(contents);
  }
}

/** A profile in a folder that is gone after the test. */
export async function newProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-bad-input-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return new Profile(folder);
}

/** One run in a profile of its own, stopped after the test. */
export async function newApp(clock?: Clock): Promise<{ app: App; profile: Profile }> {
  const profile = await newProfile();
  const app = await profile.start(clock);
  onTestFinished(() => app.stop());
  return { app, profile };
}
