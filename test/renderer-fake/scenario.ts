import { okta } from '../../src/core/providers/presets/okta.ts';
import { providerHint } from '../../src/core/providers/presets/preset-of.ts';
import type { ActivityEntry } from '../../src/shared/activity.ts';
import type { AppState } from '../../src/shared/app-state.ts';
import type { ConnectionView } from '../../src/shared/connection.ts';
import type { ConnectionsFileOutline } from '../../src/shared/connections-file.ts';
import type { CookiesView } from '../../src/shared/cookies.ts';
import type { CheckLine } from '../../src/shared/doctor.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { HistoryRow, HistoryState } from '../../src/shared/history.ts';
import type { Command, IssuerCheck } from '../../src/shared/ipc.ts';
import type { ResponseView } from '../../src/shared/request.ts';
import type { ChosenFile } from '../../src/shared/request-body.ts';
import type { OpenApiOutline } from '../../src/shared/open-api.ts';
import type { SavedFiles, SavedItem } from '../../src/shared/saved-request.ts';
import type { SessionDetails, SessionView, WaitingForBrowser } from '../../src/shared/session.ts';
import type { VariableLists } from '../../src/shared/variable.ts';

/** What the fake of `window.latchkey` begins with. Plain data, so that a test can hand it to a page. */
export interface Scenario {
  readonly app: AppState;
  readonly connections: readonly ConnectionView[];
  readonly details: SessionDetails;
  readonly activity: readonly ActivityEntry[];
  readonly response: ResponseView;
  readonly saved: readonly SavedItem[];
  readonly history: {
    readonly rows: readonly HistoryRow[];
    readonly state: HistoryState;
    /** Of every entry that is opened. */
    readonly leftOut: readonly string[];
  };
  readonly cookies: CookiesView;
  readonly checks: {
    /** What checks come to. */
    readonly connection: readonly CheckLine[];
    readonly computer: readonly CheckLine[];
    /** Half of it is found, and the rest waits until it is stopped. */
    readonly slow?: true;
  };
  readonly variables: VariableLists;
  /** What a document that is read holds; null: the person chose none. */
  readonly openApi: OpenApiOutline | null;
  /** What a file of connections that is read holds; null: the person chose none. */
  readonly connectionsFile: ConnectionsFileOutline | null;
  readonly chosenFile: ChosenFile | null;
  /** What lies beside the saved requests. */
  readonly savedFiles: SavedFiles;
  /** What `readResponse` reads, in plain ASCII. */
  readonly longBody: string;
  readonly issuerCheck: IssuerCheck;
  /** What the provider calls itself, whatever it is asked as; null: as it is asked. */
  readonly callsItself: string | null;
  /** Before every answer. */
  readonly delayMilliseconds: number;
  /** Calls that get no answer, but for `release`. */
  readonly held: readonly Command[];
  /** Calls that fail, every time. */
  readonly failures: Partial<Record<Command, Failure>>;
}

export function failure(changes: Partial<Failure> = {}): Failure {
  return {
    code: 'provider-unavailable',
    what: 'acme.okta.com is not available.',
    why: 'It answered 503 Service Unavailable.',
    next: 'Nothing is lost. Latchkey tries again by itself.',
    details: {
      httpStatus: 503,
      host: 'acme.okta.com',
      requestId: 'b3f1c2-77',
      providerError: 'server_error',
    },
    ...changes,
  };
}

export const ada = { subject: '00u1a2b3c4', label: 'ada@acme.test' } as const;

export const grace = { subject: '00u9z8y7x6', label: 'grace@acme.test' } as const;

let made = 0;

/** A connection id in the right alphabet. */
function nextId(): string {
  made += 1;
  return `c${String.fromCodePoint(97 + Math.floor(made / 26), 97 + (made % 26))}aaaaaaaaaaaaaaaaaaaaaaa`;
}

export function connection(
  name: string,
  session: SessionView,
  changes: Partial<ConnectionView> = {},
): ConnectionView {
  return {
    id: nextId(),
    name,
    issuer: 'https://acme.okta.com',
    clientId: '0oa1b2c3d4',
    clientSecret: 'none',
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    apiOrigins: [{ origin: 'https://api.acme.test' }],
    redirectWays: ['scheme', 'loopback'],
    redirectSpelling: 'path',
    signOutInBrowser: false,
    renewal: 'automatic',
    createdAt: 1_790_000_000_000,
    demo: false,
    host: 'acme.okta.com',
    development: false,
    redirectUris: {
      scheme: 'app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob',
      loopback: 'http://127.0.0.1/callback/mfrggzdfmztwq2lknnwg23tpob',
    },
    session,
    ...changes,
  };
}

const body = JSON.stringify({
  notes: [
    { id: 1, title: 'Order a new latch', done: false },
    { id: 2, title: 'Oil the hinges', done: true },
  ],
});

export function scenario(changes: Partial<Scenario> = {}): Scenario {
  const now = Date.now();
  return {
    app: {
      version: '0.1.0',
      runtime: { electron: '45.4.1', chromium: '150.0.1', node: '24.1.0' },
      platform: 'linux',
      scheme: 'app.latchkey.desktop',
      keyring: { kind: 'ready', backend: 'gnome_libsecret' },
      protection: {
        by: 'keyring',
        keyringReady: true,
        givenUp: false,
        lock: { afterMinutes: 480, onSuspend: false },
      },
      notices: [],
      preferences: { colorScheme: 'auto' },
      requestTimeouts: { firstByteSeconds: 60, idleSeconds: 30 },
      historyLimits: { days: 30, megabytes: 500 },
      proxy: { question: null, known: false },
      clientCertificates: { question: null, choices: [] },
      demo: 'stopped',
      deleted: [],
    },
    connections: [],
    details: {
      issuer: 'https://acme.okta.com',
      clientId: '0oa1b2c3d4',
      account: ada,
      claims: [
        { name: 'iss', value: '"https://acme.okta.com"' },
        { name: 'sub', value: '"00u1a2b3c4"' },
        { name: 'email', value: '"ada@acme.test"' },
        { name: 'amr', value: '["pwd","mfa"]' },
      ],
      userInfo: [
        { name: 'sub', value: '"00u1a2b3c4"' },
        { name: 'locale', value: '"en-GB"' },
      ],
      scopesAsked: ['openid', 'profile', 'email', 'offline_access'],
      scopesGranted: ['openid', 'profile', 'email', 'offline_access'],
      scopesAdded: [],
      signedInAt: now - 3 * 86_400_000,
      renewedAt: now - 4 * 60_000,
      accessTokens: [{ resource: null, tokenType: 'Bearer', expiresAt: now + 52 * 60_000 }],
      undelivered: 1,
      renewable: true,
      storage: 'sealed',
      endpoints: [
        { name: 'Authorization', url: 'https://acme.okta.com/oauth2/v1/authorize' },
        { name: 'Token', url: 'https://acme.okta.com/oauth2/v1/token' },
      ],
    },
    activity: [
      {
        sequence: 3,
        at: now - 60_000,
        connectionId: null,
        step: 'request',
        outcome: 'failed',
        summary: 'GET https://api.acme.test/v1/notes was not sent: the name api.acme.test was not found.',
        facts: [{ name: 'Host', value: 'api.acme.test' }],
        failureCode: 'name-not-resolved',
      },
      {
        sequence: 2,
        at: now - 120_000,
        connectionId: null,
        step: 'refresh',
        outcome: 'ok',
        summary: 'The access token was renewed.',
        facts: [{ name: 'Endpoint', value: 'https://acme.okta.com/oauth2/v1/token' }],
      },
      {
        sequence: 1,
        at: now - 180_000,
        connectionId: null,
        step: 'callback',
        outcome: 'ignored',
        summary: 'A callback that nothing here had started was ignored.',
        facts: [],
      },
    ],
    response: {
      requestId: '',
      status: 200,
      statusText: 'OK',
      headers: [
        ['content-type', 'application/json; charset=utf-8'],
        ['cache-control', 'no-store'],
        ['x-request-id', '7f0d1b'],
      ],
      body: { kind: 'json', text: body, mediaType: 'application/json' },
      milliseconds: 42,
      stages: [
        { stage: 'queued', milliseconds: 1 },
        { stage: 'waiting', milliseconds: 38 },
        { stage: 'receiving', milliseconds: 3 },
      ],
      bytes: 1840,
      authorized: true,
      credentialReplaced: false,
    },
    saved: [],
    history: {
      rows: [],
      state: { on: true, kept: 'sealed', inMemory: 0, failure: null },
      leftOut: [],
    },
    cookies: { on: false, kept: 'sealed', hosts: [], failure: null },
    checks: { connection: [], computer: [] },
    variables: { connection: [], global: [] },
    openApi: null,
    connectionsFile: null,
    chosenFile: null,
    savedFiles: { files: [], offered: [] },
    longBody: '',
    issuerCheck: {
      issuer: 'https://acme.okta.com',
      provider: providerHint(okta),
      host: 'acme.okta.com',
      scopesSupported: ['openid', 'profile'],
      refreshTokens: 'supported',
      signsOut: true,
      revokes: true,
      development: false,
      redirectUris: {
        scheme: 'app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob',
        loopback: 'http://127.0.0.1/callback/mfrggzdfmztwq2lknnwg23tpob',
      },
    },
    callsItself: null,
    delayMilliseconds: 0,
    held: [],
    failures: {},
    ...changes,
  };
}

const signedIn = { account: ada } as const;

/** What was sent, newest first: `count` requests, a minute apart. */
export function sentRows(count: number, now = Date.now()): readonly HistoryRow[] {
  const paths = [
    '/v1/notes',
    '/v1/invoices?page=2',
    `/v1/${'a-very-long-name-'.repeat(8)}`,
    '/v1/%D7%A9%D7%9C%D7%95%D7%9D',
  ];
  const statuses = [200, 404, 503, null];
  return Array.from({ length: count }, (_, index) => ({
    entry: String(count - index),
    at: now - index * 60_000,
    method: index % 2 === 0 ? 'GET' : 'DELETE',
    url: `https://api.acme.test${paths[index % paths.length] ?? ''}${index < 4 ? '' : `#${String(index)}`}`,
    status: statuses[index % statuses.length] ?? null,
    milliseconds: 12,
    bytes: 400,
  }));
}

/** A connection in every state of the table. */
export function everyState(now = Date.now()): readonly ConnectionView[] {
  return [
    connection('Acme staging', { kind: 'signed-in', ...signedIn }),
    connection('Draft', { kind: 'draft' }, { clientId: '' }),
    connection('Signed out', { kind: 'signed-out' }),
    connection('In the browser', waiting(now)),
    connection('Somebody else', {
      kind: 'another-account',
      attempt: 'a2',
      current: ada,
      currentSignedIn: true,
      arrived: grace,
      expiresAt: now + 3_000_000,
    }),
    connection('Until', {
      kind: 'signed-in-until',
      ...signedIn,
      until: now + 3_600_000,
      reason: failure({
        code: 'session-ended',
        what: 'The provider gave nothing to renew this sign-in with.',
        why: 'It gives a refresh token only where offline access is switched on for this app.',
        next: 'Switch offline access on at the provider, or sign in again when it ends.',
      }),
    }),
    connection('Renewing', { kind: 'renewing', ...signedIn }),
    connection('Offline', {
      kind: 'offline',
      ...signedIn,
      retryAt: now + 42_000,
      reason: failure({ code: 'name-not-resolved', what: 'This computer is offline.', why: '', next: '' }),
    }),
    connection('Provider down', {
      kind: 'provider-unavailable',
      ...signedIn,
      retryAt: now + 95_000,
      reason: failure(),
    }),
    connection('Needs a fix', {
      kind: 'needs-fix',
      ...signedIn,
      reason: failure({
        code: 'token-request-refused',
        what: 'acme.okta.com refused this app.',
        why: 'It says: unauthorized_client.',
        next: 'Ask whoever runs it whether the client 0oa1b2c3d4 is switched on.',
        details: { httpStatus: 400, providerError: 'unauthorized_client' },
      }),
    }),
    connection('Billing', {
      kind: 'needs-sign-in',
      account: ada,
      reason: failure({
        code: 'session-ended',
        what: 'Your sign-in has ended.',
        why: 'The provider no longer accepts it: the session was revoked.',
        next: 'Sign in again.',
        details: { httpStatus: 400, providerError: 'invalid_grant' },
      }),
    }),
    connection('Locked', { kind: 'locked' }),
    connection('Needs the passphrase', { kind: 'locked', by: 'passphrase' }),
    connection('More access', {
      kind: 'more-access-needed',
      account: ada,
      host: 'api.acme.test',
      scopes: ['notes.write'],
    }),
    connection('Memory only', { kind: 'memory-only', account: null }),
    connection('Not saved', {
      kind: 'not-saved',
      ...signedIn,
      reason: failure({
        code: 'disk-full',
        what: 'Your sign-in is not saved.',
        why: 'The disk is full.',
        next: 'Free some space, then try now.',
        details: {},
      }),
    }),
    connection('Set aside', {
      kind: 'set-aside',
      file: '/home/ada/.config/Latchkey/vault/set-aside/session-1.sealed',
      reason: failure({
        code: 'record-unreadable',
        what: 'The saved sign-in cannot be read.',
        why: 'Its file is damaged.',
        next: 'Sign in again. The file is kept for support.',
        details: {},
      }),
    }),
    connection('Signing out', { kind: 'signing-out', reason: failure() }),
    connection('Clock', {
      kind: 'clock-wrong',
      ...signedIn,
      minutesOff: 12,
      reason: failure({
        code: 'clock-wrong',
        what: 'This computer’s clock is 12 minutes off.',
        why: 'acme.okta.com sees another time, and what it issues looks expired here.',
        next: 'Set the clock in your system’s settings, then try now.',
        details: {},
      }),
    }),
  ];
}

export function waitingForCode(startedAt: number): WaitingForBrowser {
  return {
    ...waiting(startedAt),
    expiresAt: startedAt + 600_000,
    way: 'device',
    otherWays: ['scheme', 'loopback'],
    redirectUri: null,
    deviceCode: {
      userCode: 'WDJB-MJHT',
      verificationUri: 'https://acme.okta.com/activate',
      verificationUriComplete: 'https://acme.okta.com/activate?user_code=WDJB-MJHT',
    },
  };
}

export function waiting(startedAt: number): WaitingForBrowser {
  return {
    kind: 'waiting-for-browser',
    attempt: 'a1',
    startedAt,
    expiresAt: startedAt + 3_600_000,
    way: 'scheme',
    otherWays: ['loopback'],
    redirectUri: 'app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob',
    phase: 'browser',
    deviceCode: null,
  };
}

/** Saved requests of every kind. */
export const savedItems: readonly SavedItem[] = [
  savedRequest('List notes'),
  {
    kind: 'folder',
    path: 'Notes',
    name: 'Notes',
    items: [
      savedRequest('Create a note', 'Notes', 'POST'),
      {
        kind: 'folder',
        path: 'Notes/Old',
        name: 'Old',
        items: [savedRequest('Delete a note', 'Notes/Old', 'DELETE')],
      },
      savedRequest('ملاحظات المستخدم', 'Notes', 'PATCH'),
    ],
  },
  savedRequest(`A request whose name ${'goes on and on '.repeat(20)}`),
  {
    kind: 'problem',
    path: 'broken.http',
    name: 'broken',
    line: 3,
    why: '“<<<<<<< HEAD” is no header: it has no colon.',
  },
];

export function manySaved(count: number): readonly SavedItem[] {
  return Array.from({ length: count }, (_, index) => savedRequest(`Request ${String(index + 1)}`));
}

function savedRequest(name: string, folder = '', method = 'GET'): SavedItem {
  const path = `${folder === '' ? '' : `${folder}/`}${name}.http`;
  return { kind: 'request', path, name, method, url: 'https://api.acme.test/v1/notes' };
}
