import { checkConnectionInput } from '../../src/core/connections/check-connection-input.ts';
import { sameClient } from '../../src/core/connections/same-client.ts';
import { madeIssuer, providerChoices } from '../../src/core/providers/presets/made-issuer.ts';
import { recognize } from '../../src/core/providers/presets/recognize.ts';
import type { AppState } from '../../src/shared/app-state.ts';
import type { ConnectionView } from '../../src/shared/connection.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { HistoryRow } from '../../src/shared/history.ts';
import type { Command, Commands, EventName, Events, LatchkeyApi } from '../../src/shared/ipc.ts';
import type { BodyPart, ReadResponse } from '../../src/shared/request.ts';
import { fail, succeed, type Failed, type Result } from '../../src/shared/result.ts';
import type { SessionView } from '../../src/shared/session.ts';
import { createFakeChecks } from './fake-checks.ts';
import { createFakeConnectionsFile } from './fake-connections-file.ts';
import { createFakeCookies } from './fake-cookies.ts';
import { fakeEndpointsCheck } from './fake-endpoints.ts';
import { fakeGuide } from './fake-guide.ts';
import { createFakeHistory } from './fake-history.ts';
import { createFakeSaved } from './fake-saved.ts';
import { pageExplained, sayings } from './page-explained.ts';
import { waiting, waitingForCode, type Scenario } from './scenario.ts';

/** What a test may do to the fake from outside of the page. */
export interface FakeControl {
  readonly calls: { readonly command: Command; readonly input: unknown }[];
  /** Something was sent, and is in the history. */
  readonly remember: (row: HistoryRow) => void;
  readonly setSession: (name: string, session: SessionView) => void;
  readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void;
  /** From now on calls of a command fail with this; null: they succeed. */
  readonly setFailure: (command: Command, failure: Failure | null) => void;
  /** From now on calls of a command wait for `release`. */
  readonly hold: (command: Command) => void;
  /** Answers what waits of a command, and from now on at once. */
  readonly release: (command: Command) => void;
}

type Listeners = { [E in EventName]: Set<(payload: Events[E]) => void> };

/** Of a text in which every character is one byte. */
function partOf(text: string, { from: place, length, as }: ReadResponse): BodyPart {
  const from = as === 'lines' && place > 0 ? borderBehind(text, place) : place;
  const to = as === 'lines' ? borderBehind(text, place + length) : Math.min(text.length, place + length);
  const part = text.slice(from, to);
  return {
    from,
    to,
    content: as === 'bytes' ? { kind: 'bytes', base64: window.btoa(part) } : { kind: 'text', text: part },
  };
}

/** As main cuts a text: behind the next line feed, where one is near. */
function borderBehind(text: string, place: number): number {
  const end = text.slice(place, place + 4096).indexOf('\n');
  return Math.min(text.length, end === -1 ? place : place + end + 1);
}

/** A `window.latchkey` that keeps everything in memory and answers as a scenario says. */
export function createFakeLatchkey(scenario: Scenario): { api: LatchkeyApi; control: FakeControl } {
  let { connections, app } = scenario;
  const failures: Partial<Record<Command, Failure | null>> = { ...scenario.failures };
  const calls: { command: Command; input: unknown }[] = [];
  const cancelled = new Map<string, () => void>();
  const listeners: Listeners = {
    connectionsChanged: new Set(),
    appStateChanged: new Set(),
    activityAdded: new Set(),
    requestProgress: new Set(),
    savedChanged: new Set(),
    historyChanged: new Set(),
    cookiesChanged: new Set(),
    checksChanged: new Set(),
    networkChanged: new Set(),
    menuCommand: new Set(),
  };
  const emit = <E extends EventName>(event: E, payload: Events[E]): void => {
    for (const listener of listeners[event]) listener(payload);
  };
  const change = (next: readonly ConnectionView[]): void => {
    connections = next;
    emit('connectionsChanged', connections);
  };
  const patch = (id: string, changes: Partial<ConnectionView>): void => {
    change(connections.map((known) => (known.id === id ? { ...known, ...changes } : known)));
  };
  const find = (id: string): ConnectionView => {
    const known = connections.find((candidate) => candidate.id === id);
    if (known === undefined) throw new Error(`The fake has no connection ${id}`);
    return known;
  };
  const protect = (by: AppState['protection']['by'], keyring: AppState['keyring']): void => {
    app = { ...app, keyring, protection: { ...app.protection, by } };
    emit('appStateChanged', app);
  };
  const askOfProxy = (question: AppState['proxy']['question'], known: boolean): void => {
    app = { ...app, proxy: { question, known } };
    emit('appStateChanged', app);
  };
  const askOfServer = (choices: AppState['clientCertificates']['choices']): void => {
    app = { ...app, clientCertificates: { question: null, choices } };
    emit('appStateChanged', app);
  };
  /** What is held, with the calls that wait for their answer. */
  const held = new Map<Command, (() => void)[]>(scenario.held.map((command) => [command, []]));
  /** Issuers whose metadata was read. */
  const read = new Set<string>();
  /** What the list was before each deletion. */
  const deleted = new Map<string, readonly ConnectionView[]>();
  const offer = (offered: AppState['deleted']): void => {
    app = { ...app, deleted: offered };
    emit('appStateChanged', app);
  };
  /** Records a call and waits; the failure that the scenario has for it. */
  const met = async (command: Command, input: unknown): Promise<Failed | null> => {
    calls.push({ command, input });
    if (scenario.delayMilliseconds > 0) {
      await new Promise((resolve) => {
        setTimeout(resolve, scenario.delayMilliseconds);
      });
    }
    const answers = held.get(command);
    if (answers !== undefined) {
      await new Promise<void>((resolve) => {
        answers.push(resolve);
      });
    }
    const failure = failures[command] ?? null;
    return failure === null ? null : fail(failure);
  };
  const answer = async <C extends Command>(
    command: C,
    input: unknown,
    value: () => Commands[C]['output'],
  ): Promise<Result<Commands[C]['output']>> => (await met(command, input)) ?? succeed(value());
  const nothing = <C extends Command>(command: C, input: unknown, effect: () => void = () => undefined) =>
    answer(command, input, () => {
      effect();
      return null;
    });

  const history = createFakeHistory(scenario, met, emit);
  const api: LatchkeyApi = {
    getAppState: () => answer('getAppState', null, () => app),
    setPreferences: (preferences) =>
      nothing('setPreferences', preferences, () => {
        app = { ...app, preferences };
        emit('appStateChanged', app);
      }),
    listConnections: () => answer('listConnections', null, () => connections),
    checkIssuer: async (input) => {
      const failed = await met('checkIssuer', input);
      if (failed !== null) return failed;
      const { callsItself } = scenario;
      if (callsItself !== null && callsItself !== input.issuer) {
        return fail({
          code: 'issuer-mismatch',
          what: 'The provider calls itself something else.',
          why: `It calls itself ${callsItself}.`,
          next: 'If that name is right, use it.',
          details: { suggestion: callsItself },
        });
      }
      read.add(input.issuer);
      return succeed({ ...scenario.issuerCheck, issuer: input.issuer });
    },
    recognizeProvider: (input) => answer('recognizeProvider', input, () => recognize(input.text, input.part)),
    registrationGuide: (input) =>
      answer('registrationGuide', input, () =>
        fakeGuide(input, scenario.issuerCheck, read.has(input.issuer)),
      ),
    listProviders: () => answer('listProviders', null, providerChoices),
    makeIssuer: (input) => answer('makeIssuer', input, () => madeIssuer(input.provider, input.parts)),
    checkEndpoints: (input) => answer('checkEndpoints', input, () => fakeEndpointsCheck(scenario, input)),
    checkConnection: (input) =>
      answer('checkConnection', input, () => ({
        problems: checkConnectionInput(input.input),
        duplicates: sameClient(connections, input.input, input.id).map(({ id, name }) => ({ id, name })),
      })),
    addConnection: (input) =>
      answer('addConnection', input, () => {
        const { clientSecret, endpoints, ...settings } = input;
        const added: ConnectionView = {
          ...settings,
          ...(endpoints === undefined ? {} : { manual: { ...endpoints, tag: 'b'.repeat(26) } }),
          clientSecret: typeof clientSecret === 'string' ? 'sealed' : 'none',
          id: 'zaaaaaaaaaaaaaaaaaaaaaaaaa',
          scopes: input.scopes.split(/\s+/).filter(Boolean),
          apiOrigins: input.apiOrigins
            .split(/\s+/)
            .filter(Boolean)
            .map((origin) => ({ origin })),
          createdAt: Date.now(),
          demo: false,
          host: scenario.issuerCheck.host,
          development: false,
          redirectUris: scenario.issuerCheck.redirectUris,
          session: input.clientId === '' ? { kind: 'draft' } : { kind: 'signed-out' },
        };
        change([...connections, added]);
        return added;
      }),
    updateConnection: (input) =>
      answer('updateConnection', input, () => {
        patch(input.id, {
          name: input.changes.name,
          clientId: input.changes.clientId,
          ...(input.changes.clientId !== '' && find(input.id).session.kind === 'draft'
            ? { session: { kind: 'signed-out' } }
            : {}),
          signOutInBrowser: input.changes.signOutInBrowser,
          renewal: input.changes.renewal,
          clientSecret:
            input.changes.clientSecret === undefined
              ? find(input.id).clientSecret
              : input.changes.clientSecret === null
                ? 'none'
                : 'sealed',
        });
        return find(input.id);
      }),
    removeConnection: (input) =>
      nothing('removeConnection', input, () => {
        const { name } = find(input.id);
        offer([...app.deleted, { id: input.id, name }]);
        deleted.set(input.id, connections);
        change(connections.filter(({ id }) => id !== input.id));
      }),
    restoreConnection: (input) =>
      answer('restoreConnection', input, () => {
        offer(app.deleted.filter(({ id }) => id !== input.id));
        change(deleted.get(input.id) ?? connections);
        return find(input.id);
      }),
    finishDeletion: (input) =>
      nothing('finishDeletion', input, () => {
        offer(app.deleted.filter(({ id }) => id !== input.id));
      }),
    cloneConnection: (input) =>
      answer('cloneConnection', input, () => {
        const original = find(input.id);
        const copy: ConnectionView = {
          ...original,
          id: 'xaaaaaaaaaaaaaaaaaaaaaaaaa',
          name: `${original.name} (copy)`,
          clientSecret: original.clientSecret === 'none' ? 'none' : 'missing',
          session: original.clientId === '' ? { kind: 'draft' } : { kind: 'signed-out' },
        };
        change(connections.flatMap((known) => (known === original ? [known, copy] : [known])));
        return copy;
      }),
    orderConnections: (input) =>
      nothing('orderConnections', input, () => {
        change(input.ids.map(find));
      }),
    tryDemo: () =>
      answer('tryDemo', null, () => {
        const demo: ConnectionView = {
          id: 'demoaaaaaaaaaaaaaaaaaaaaaa',
          name: 'Demo',
          clientSecret: 'none',
          issuer: 'http://127.0.0.1:4480',
          clientId: 'latchkey-demo',
          scopes: ['openid'],
          apiOrigins: [{ origin: 'http://127.0.0.1:4481' }],
          redirectWays: ['scheme', 'loopback'],
          redirectSpelling: 'path',
          signOutInBrowser: false,
          renewal: 'automatic',
          createdAt: Date.now(),
          demo: true,
          host: '127.0.0.1:4480',
          development: true,
          redirectUris: scenario.issuerCheck.redirectUris,
          session: { kind: 'signed-out' },
        };
        change([...connections.filter(({ id }) => id !== demo.id), demo]);
        return demo;
      }),
    signIn: (input) =>
      nothing('signIn', input, () => {
        const way = input.way ?? 'scheme';
        const ways = ['scheme', 'loopback', 'device'] as const;
        patch(input.id, {
          session: {
            ...(way === 'device' ? waitingForCode(Date.now()) : waiting(Date.now())),
            attempt: String(calls.length),
            way,
            otherWays: ways.filter((other) => other !== way),
            redirectUri: way === 'device' ? null : scenario.issuerCheck.redirectUris[way],
          },
        });
      }),
    cancelSignIn: (input) =>
      nothing('cancelSignIn', input, () => {
        patch(input.id, { session: { kind: 'signed-out' } });
      }),
    decideAccount: (input) =>
      answer('decideAccount', input, () => {
        const asked = find(input.id);
        const { session } = asked;
        if (session.kind !== 'another-account') throw new Error('The fake was not asked about an account');
        const { current, arrived } = session;
        const account = input.decision === 'replace' ? arrived : current;
        patch(input.id, { session: { kind: 'signed-in', account } });
        if (input.decision !== 'new-connection') return find(input.id);
        const added: ConnectionView = {
          ...asked,
          id: 'yaaaaaaaaaaaaaaaaaaaaaaaaa',
          name: `${asked.name} (${arrived?.label ?? ''})`,
          session: { kind: 'signed-in', account: arrived },
        };
        change([...connections, added]);
        return added;
      }),
    openBrowserAgain: (input) => nothing('openBrowserAgain', input),
    pasteCallback: (input) => nothing('pasteCallback', input),
    explainPage: (input) =>
      answer('explainPage', input, () => pageExplained(input.words, find(input.id).scopes)),
    pageSayings: (input) => answer('pageSayings', input, () => sayings),
    copySignInLink: (input) => nothing('copySignInLink', input),
    signOut: (input) =>
      nothing('signOut', input, () => {
        patch(input.id, { session: { kind: 'signed-out' } });
      }),
    declineAccess: (input) =>
      nothing('declineAccess', input, () => {
        patch(input.id, { session: { kind: 'signed-in', account: null } });
      }),
    renewNow: (input) => nothing('renewNow', input),
    tryNow: (input) => nothing('tryNow', input),
    forgetSignOut: (input) =>
      nothing('forgetSignOut', input, () => {
        patch(input.id, { session: { kind: 'signed-out' } });
      }),
    unlockKeyring: () => nothing('unlockKeyring', null),
    choosePassphrase: (input) =>
      nothing('choosePassphrase', input, () => {
        protect('passphrase', { kind: 'passphrase' });
      }),
    enterPassphrase: (input) =>
      nothing('enterPassphrase', input, () => {
        protect('passphrase', { kind: 'passphrase' });
      }),
    changePassphrase: (input) => nothing('changePassphrase', input),
    removePassphrase: () => nothing('removePassphrase', null),
    moveToKeyring: () =>
      nothing('moveToKeyring', null, () => {
        protect('keyring', { kind: 'ready', backend: 'gnome_libsecret' });
      }),
    giveUpPassphrase: () => nothing('giveUpPassphrase', null),
    takeBackPassphrase: (input) => nothing('takeBackPassphrase', input),
    lockNow: () =>
      nothing('lockNow', null, () => {
        protect(null, { kind: 'passphrase-needed' });
      }),
    setLockChoice: (lock) =>
      nothing('setLockChoice', lock, () => {
        app = { ...app, protection: { ...app.protection, lock } };
        emit('appStateChanged', app);
      }),
    setRequestTimeouts: (requestTimeouts) =>
      nothing('setRequestTimeouts', requestTimeouts, () => {
        app = { ...app, requestTimeouts };
        emit('appStateChanged', app);
      }),
    setHistoryLimits: (historyLimits) =>
      nothing('setHistoryLimits', historyLimits, () => {
        app = { ...app, historyLimits };
        emit('appStateChanged', app);
      }),
    stillHere: () => nothing('stillHere', null),
    getSessionDetails: (input) => answer('getSessionDetails', input, () => scenario.details),
    listActivity: (input) => answer('listActivity', input, () => scenario.activity),
    sendRequest: async (input) => {
      const waited = new Promise<'cancelled'>((resolve) => {
        cancelled.set(input.requestId, () => {
          resolve('cancelled');
        });
      });
      const { origin } = new URL(input.request.url);
      const known = find(input.connectionId).apiOrigins.some((listed) => listed.origin === origin);
      if (!known && input.request.authorization === 'on') {
        calls.push({ command: 'sendRequest', input });
        return fail({
          code: 'origin-not-allowed',
          what: `${origin} is not listed.`,
          why: '',
          next: '',
          details: { suggestion: origin },
        });
      }
      const sent = answer('sendRequest', input, () => ({
        ...scenario.response,
        requestId: input.requestId,
        authorized: input.request.authorization === 'on',
      }));
      const first = await Promise.race([sent, waited]);
      return first === 'cancelled'
        ? fail({ code: 'cancelled', what: 'Cancelled.', why: '', next: '' })
        : first;
    },
    cancelRequest: (input) => {
      cancelled.get(input.requestId)?.();
      return nothing('cancelRequest', input);
    },
    saveResponse: (input) => answer('saveResponse', input, () => ({ path: '/home/ada/notes.json' })),
    openResponse: (input) => answer('openResponse', input, () => ({ path: '/home/ada/opened/notes.pdf' })),
    chooseFile: () => answer('chooseFile', null, () => scenario.chosenFile),
    readResponse: (input) => answer('readResponse', input, () => partOf(scenario.longBody, input)),
    dropResponse: (input) => nothing('dropResponse', input),
    allowOrigin: (input) =>
      answer('allowOrigin', input, () => {
        patch(input.id, { apiOrigins: [...find(input.id).apiOrigins, { origin: input.origin }] });
        return find(input.id);
      }),
    ...createFakeSaved(scenario, met, emit),
    ...createFakeConnectionsFile(scenario, met),
    ...history.api,
    ...createFakeCookies(scenario, met, emit),
    ...createFakeChecks(scenario, met, emit),
    answerProxy: (input) => nothing('answerProxy', input, () => askOfProxy(null, true)),
    declineProxy: (input) => nothing('declineProxy', input, () => askOfProxy(null, false)),
    forgetProxies: () => nothing('forgetProxies', null, () => askOfProxy(null, false)),
    answerClientCertificate: (input) =>
      nothing('answerClientCertificate', input, () => {
        const server = app.clientCertificates.question?.server ?? '';
        askOfServer([...app.clientCertificates.choices, { server, fingerprint: input.fingerprint }]);
      }),
    forgetClientCertificate: (input) =>
      nothing('forgetClientCertificate', input, () =>
        askOfServer(app.clientCertificates.choices.filter(({ server }) => server !== input.server)),
      ),
    copyText: (input) => nothing('copyText', input),
    openLogFolder: () => nothing('openLogFolder', null),
    openClockSettings: () => nothing('openClockSettings', null),
    repairScheme: () => nothing('repairScheme', null),
    pageReady: () => nothing('pageReady', null),
    on: (event, listener) => {
      listeners[event].add(listener);
      return () => {
        listeners[event].delete(listener);
      };
    },
  };
  return {
    api,
    control: {
      calls,
      emit,
      setFailure(command, failure) {
        failures[command] = failure;
      },
      hold(command) {
        if (!held.has(command)) held.set(command, []);
      },
      release(command) {
        const answers = held.get(command) ?? [];
        held.delete(command);
        for (const answerIt of answers) answerIt();
      },
      remember: history.remember,
      setSession: (name, session) => {
        change(connections.map((known) => (known.name === name ? { ...known, session } : known)));
      },
    },
  };
}
