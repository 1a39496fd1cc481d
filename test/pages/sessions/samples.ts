import { newRecord } from '../../../src/core/oauth/session/grants.ts';
import type { PendingSignIn, SessionRecord } from '../../../src/core/oauth/session/records.ts';
import { initialState } from '../../../src/core/oauth/session/state.ts';
import type {
  AttemptState,
  DeliveryState,
  Held,
  MachineState,
  Renewal,
  SessionState,
} from '../../../src/core/oauth/session/state.ts';
import type { Failure } from '../../../src/shared/failure.ts';
import { savedConnection } from '../../support/connections.ts';
import { deviceTransaction, metadata, now, transaction } from '../../unit/core/oauth/fixtures.ts';

/** A machine in each of its states, so that the page can ask the code itself what the window shows. */

type ByKind<State extends { readonly kind: string }> = {
  readonly [K in State['kind']]: Extract<State, { readonly kind: K }>;
};

export { now };
export const connection = savedConnection({ issuer: transaction().issuer });

const tokens = {
  accessToken: 'access',
  tokenType: 'Bearer',
  expiresIn: 300,
  refreshToken: 'refresh',
  refreshExpiresIn: null,
  idToken: null,
  scope: null,
};
const fresh = newRecord(transaction(), metadata(), tokens, null, now);
const record: SessionRecord = {
  ...fresh,
  session: { ...fresh.session, account: { subject: 'ada', label: 'ada@acme.test' } },
};
const reason: Failure = { code: 'provider-unavailable', what: '', why: '', next: '' };
const held: Held = { record, storage: { kind: 'sealed' }, receipts: {}, refusals: {}, lacking: null };
const renewal: Renewal = {
  operation: 1,
  resource: '',
  cause: 'wanted',
  failures: 0,
  since: null,
  askedAgain: false,
  checked: false,
  doubt: 'none',
};
const waiting = {
  held,
  reason,
  retryAt: now,
  notBefore: now,
  demandFrom: now,
  failures: 1,
  since: now,
  doubt: 'none',
} as const;

const sessions: ByKind<SessionState> = {
  unknown: { kind: 'unknown' },
  locked: { kind: 'locked', by: 'keyring' },
  'set-aside': { kind: 'set-aside', reason, file: '' },
  'signed-out': { kind: 'signed-out', reason: null },
  'needs-sign-in': { kind: 'needs-sign-in', held, reason },
  'sign-in-saving': { kind: 'sign-in-saving', held, operation: 1 },
  'signed-in': { kind: 'signed-in', held },
  'signed-in-until': { kind: 'signed-in-until', held },
  'renewal-journalling': { kind: 'renewal-journalling', held, renewal },
  'renewal-asking': { kind: 'renewal-asking', held, renewal },
  'renewal-pausing': { kind: 'renewal-pausing', held, renewal, until: now, reason: null },
  'renewal-checking': { kind: 'renewal-checking', held, renewal, reason },
  'renewal-saving': { kind: 'renewal-saving', held, renewal, after: { kind: 'signed-in', describes: false } },
  offline: { kind: 'offline', ...waiting },
  'provider-unavailable': { kind: 'provider-unavailable', ...waiting },
  'needs-fix': { kind: 'needs-fix', held, reason },
  'clock-wrong': { kind: 'clock-wrong', held, reason, minutesOff: 12 },
};

const pending: PendingSignIn = {
  transaction: transaction(),
  url: '',
  metadata: metadata(),
  anotherAccount: false,
};
const attempting = {
  wish: { attempt: transaction().attempt, way: null, anotherAccount: false, more: [] },
  startedAt: now,
  live: [pending],
  expired: [],
} as const;

const onDevice = {
  ...attempting,
  wish: { ...attempting.wish, way: 'device' },
  live: [],
  device: { transaction: deviceTransaction(), metadata: metadata() },
  interval: 5000,
  failures: 0,
  failure: null,
} as const;

const attempts: ByKind<AttemptState> = {
  none: { kind: 'none', failure: null, completed: null, expired: [] },
  preparing: { kind: 'preparing', ...attempting, live: [] },
  sealing: { kind: 'sealing', ...attempting },
  opening: { kind: 'opening', ...attempting },
  browser: { kind: 'browser', ...attempting, failure: null, opened: true },
  'device-waiting': { kind: 'device-waiting', ...onDevice, askAt: now },
  'device-asking': { kind: 'device-asking', ...onDevice, operation: 1 },
  finishing: { kind: 'finishing', ...attempting, transaction: transaction(), next: null },
  deciding: {
    kind: 'deciding',
    ...attempting,
    live: [],
    transaction: transaction(),
    record,
    received: { wall: now, monotonic: 0 },
  },
};

const deliveries: ByKind<DeliveryState> = {
  none: { kind: 'none' },
  keeping: { kind: 'keeping', jobs: [] },
  sending: { kind: 'sending', jobs: [], operation: 1 },
  waiting: { kind: 'waiting', jobs: [], reason, retryAt: now, notBefore: now },
};

/** One machine, and the state of one of its regions that makes it what it is. */
export interface Sample {
  readonly region: keyof MachineState;
  readonly state: string;
  readonly machine: MachineState;
  /** What beside the state's name decides over what is shown. */
  readonly given?: string;
}

const signedOut: MachineState = { ...initialState, session: sessions['signed-out'] };
const memory: Held = { ...held, storage: { kind: 'memory' } };
const lacking: Held = { ...held, lacking: { host: 'api.acme.test', scopes: ['notes.write'] } };
const notSaved: Held = {
  ...held,
  storage: { kind: 'not-saved', reason: { ...reason, code: 'disk-full' }, retryAt: now },
};

export const samples: readonly Sample[] = [
  ...Object.entries(sessions).map(([state, session]): Sample => ({
    region: 'session',
    state,
    machine: { ...initialState, session },
  })),
  {
    region: 'session',
    state: 'signed-in',
    given: 'no keyring',
    machine: { ...initialState, session: { kind: 'signed-in', held: memory } },
  },
  {
    region: 'session',
    state: 'signed-in',
    given: 'the disk refused it',
    machine: { ...initialState, session: { kind: 'signed-in', held: notSaved } },
  },
  ...(['signed-in', 'signed-in-until'] as const).map((kind): Sample => ({
    region: 'session',
    state: kind,
    given: 'an API wants more',
    machine: { ...initialState, session: { kind, held: lacking } },
  })),
  ...Object.entries(attempts)
    .filter(([state]) => state !== 'none')
    .map(([state, attempt]): Sample => ({ region: 'attempt', state, machine: { ...signedOut, attempt } })),
  ...Object.entries(deliveries)
    .filter(([state]) => state !== 'none')
    .map(([state, delivery]): Sample => ({ region: 'delivery', state, machine: { ...signedOut, delivery } })),
];

/** The one thing that is shown and is no state of the machine: a connection that has no client ID yet. */
export const draft = { connection: { ...connection, clientId: '' }, machine: signedOut };
