import type {
  DeadlineName,
  MachineEvent,
  RefreshAnswer,
} from '../../../../../src/core/oauth/session/events.ts';
import { deadlines } from '../../../../../src/core/oauth/session/deadlines.ts';
import type { Effect } from '../../../../../src/core/oauth/session/effects.ts';
import { transition } from '../../../../../src/core/oauth/session/machine.ts';
import type { Surroundings } from '../../../../../src/core/oauth/session/machine.ts';
import type { PendingSignIn, SessionRecord } from '../../../../../src/core/oauth/session/records.ts';
import { heldOf, initialState } from '../../../../../src/core/oauth/session/state.ts';
import type { AttemptWish, MachineState } from '../../../../../src/core/oauth/session/state.ts';
import { tokenAnswer } from '../../../../../src/core/oauth/session/token-use.ts';
import { metadata, now, transaction } from '../fixtures.ts';

export const failure = {
  code: 'provider-unavailable',
  what: 'It failed.',
  why: 'It is a test.',
  next: 'Go on.',
} as const;

export const surroundings: Surroundings = {
  now,
  monotonic: 0,
  random: 0.5,
  serial: 1,
  suspended: false,
  renewal: 'automatic',
  scopes: ['openid', 'offline_access'],
  issuerHasAccount: false,
};

export function record(changes: Partial<SessionRecord['session']> = {}): SessionRecord {
  return {
    session: {
      connectionId: 'connection-1',
      issuer: 'https://id.example.test',
      clientId: 'client-1',
      tokenEndpoint: 'https://id.example.test/token',
      subject: 'ada',
      account: { subject: 'ada', label: 'Ada' },
      claims: { sub: 'ada' },
      userInfo: null,
      idToken: 'id-0',
      nonce: 'nonce-1',
      refreshToken: 'refresh-0',
      refreshIdleUntil: null,
      scopesAsked: ['openid', 'offline_access'],
      scopesGranted: ['openid', 'offline_access'],
      scopesAdded: [],
      accessTokens: {
        '': { value: 'access-0', tokenType: 'Bearer', expiresAt: now + 300_000, receivedAt: now },
      },
      signedInAt: now,
      renewedAt: null,
      refreshing: null,
      ...changes,
    },
    metadata: metadata(),
    needsSignIn: null,
  };
}

function pending({ attempt, more }: AttemptWish): PendingSignIn {
  return {
    transaction: transaction({ attempt, state: `state-of-${attempt}`, more, added: more }),
    url: 'https://id.example.test/authorize',
    metadata: metadata(),
    anotherAccount: false,
  };
}

export const restored: MachineEvent = {
  kind: 'restored',
  outcome: { kind: 'record', record: record(), sealed: true },
};

/** The world around a machine, as far as the promises speak of it. */
interface World {
  state: MachineState;
  now: number;
  monotonic: number;
  serial: number;
  suspended: boolean;
  /** Effects that were wanted and not answered yet. */
  readonly open: Effect[];
  /** What the disk holds. */
  disk: SessionRecord | null;
  /** Refresh tokens that the provider ended. */
  readonly ended: Set<string>;
  issued: number;
  signedOut: boolean;
  attempts: number;
}

const dueNames = [
  'retry-due',
  'pause-due',
  'idle-due',
  'until-due',
  'flush-due',
  'attempt-due',
  'ask-due',
  'device-due',
  'delivery-due',
] as const satisfies readonly DeadlineName[];

/** Something that can happen: an effect is answered in one of four ways, time passes, a person or a request wants something. */
export type Move =
  | 'answer'
  | 'lose'
  | 'fail'
  | 'refuse'
  | 'time'
  | 'sleep'
  | 'woke'
  | 'network-changed'
  | 'token-wanted'
  | 'token-rejected'
  | 'renewal-asked'
  | 'try-now'
  | 'sign-in-asked'
  | 'sign-in-cancelled'
  | 'more-asked'
  | 'access-lacking'
  | 'access-declined'
  | 'callback-granted'
  | 'sign-out-asked'
  | 'crash'
  | (typeof dueNames)[number];

/** Answers are more frequent than questions, or nothing would ever be finished. */
export const moves: readonly Move[] = [
  'answer',
  'answer',
  'answer',
  'answer',
  'lose',
  'fail',
  'refuse',
  'time',
  'time',
  'sleep',
  'woke',
  'network-changed',
  'token-wanted',
  'token-rejected',
  'renewal-asked',
  'try-now',
  'sign-in-asked',
  'sign-in-cancelled',
  'more-asked',
  'access-lacking',
  'access-declined',
  'callback-granted',
  'sign-out-asked',
  'crash',
  ...dueNames,
];

function send(world: World, event: MachineEvent): void {
  world.serial += 1;
  const before = world.state;
  const { state, effects } = transition(before, event, {
    ...surroundings,
    now: world.now,
    monotonic: world.monotonic,
    serial: world.serial,
    suspended: world.suspended,
  });
  world.state = state;
  for (const effect of effects) {
    if (effect.kind === 'stop-refresh') drop(world, 'refresh');
    else if (effect.kind === 'save-session') world.open.push(effect);
    else if (effect.kind === 'erase-session' || effect.kind === 'keep-sign-out') {
      if (effect.kind === 'erase-session' || effect.kept.job.ends !== null) {
        // Calls of one connection reach the vault in order, so a save that is under way comes first.
        drop(world, 'save-session');
        world.disk = null;
      }
      if (effect.kind === 'keep-sign-out') send(world, { kind: 'sign-out-kept', kept: effect.kept });
    } else if (effect.kind === 'refresh') {
      // A refresh token is on disk as being spent before it is; a disk that refuses that is known.
      const { storage } = heldOf(state.session) ?? { storage: null };
      const journalled = (world.disk?.session.refreshing ?? null) !== null;
      promise(journalled || storage?.kind === 'not-saved', 'a refresh token is journalled before it is sent');
      promise(!world.suspended, 'nothing is renewed while the computer goes to sleep');
      world.open.push(effect);
    } else if (effect.kind !== 'note' && effect.kind !== 'end-attempt') world.open.push(effect);
  }
  check(world, before);
  const kept = event.kind === 'sign-in-cancelled' || isWithout(event, before);
  promise(!kept || state.session === before.session, 'a sign-in that brings no more changes nothing');
}

/** Whether a sign-in for more came back without it, to a session that goes on. */
function isWithout(event: MachineEvent, { attempt, session }: MachineState): boolean {
  if (event.kind !== 'grant-judged' || event.judgement.kind !== 'accepted' || attempt.kind !== 'finishing')
    return false;
  const { scopesGranted } = event.judgement.record.session;
  const goesOn = heldOf(session) !== null && session.kind !== 'needs-sign-in';
  return goesOn && attempt.transaction.more.some((scope) => !scopesGranted.includes(scope));
}

function drop(world: World, kind: Effect['kind']): void {
  for (let at = world.open.findIndex((one) => one.kind === kind); at >= 0;) {
    world.open.splice(at, 1);
    at = world.open.findIndex((one) => one.kind === kind);
  }
}

function check(world: World, before: MachineState): void {
  const held = heldOf(world.state.session);
  const inFlight = world.open.filter(({ kind }) => kind === 'refresh').length;
  promise(inFlight <= 1, 'at most one refresh is in flight');
  const had = heldOf(before.session)?.record.session.refreshToken ?? null;
  const has = held?.record.session.refreshToken ?? null;
  promise(
    had === null || has !== null || world.signedOut || world.ended.has(had),
    'a refresh token goes only with its end, the person, or a completed new sign-in',
  );
  const answer = tokenAnswer(world.state.session, '', world);
  if (answer.kind === 'ready') {
    promise((answer.token.expiresAt ?? Infinity) > world.now, 'no access token is used past its expiry');
    const own = held?.record.session.accessTokens['']?.value;
    promise(answer.token.value === own, 'a token goes only to its own resource');
    const onDisk = world.disk?.session.refreshToken === has || held?.storage.kind !== 'sealed';
    promise(
      onDisk || world.state.session.kind !== 'signed-in',
      'a rotated refresh token is on disk before its access token is used',
    );
  }
  if (world.state.session.kind === 'signed-out') {
    const names = [...deadlines(world.state, surroundings).keys()];
    const foreign = names.filter((name) => name !== 'attempt-due' && name !== 'delivery-due');
    promise(foreign.length === 0, 'a session that is signed out waits for nothing');
  }
}

/** A promise that was broken ends the sequence, with its name. */
function promise(holds: boolean, what: string): void {
  if (!holds) throw new Error(`Broken: ${what}.`);
}

function settle(world: World, how: 'answer' | 'lose' | 'fail' | 'refuse'): void {
  const effect = world.open.shift();
  if (effect === undefined) return;
  switch (effect.kind) {
    case 'save-session':
      if (how === 'fail') {
        send(world, { kind: 'saved', operation: effect.operation, outcome: { kind: 'failed', failure } });
        // Kept in memory by the vault: for a restart it is not there.
        return;
      }
      world.disk = effect.record;
      send(world, { kind: 'saved', operation: effect.operation, outcome: { kind: 'sealed' } });
      return;
    case 'refresh':
      send(world, {
        kind: 'refresh-answered',
        operation: effect.operation,
        answer: refreshAnswer(world, effect, how),
      });
      return;
    case 'reread-session':
      send(world, { kind: 'record-reread', operation: effect.operation, record: world.disk });
      return;
    case 'flush':
      if (how === 'answer') world.disk = heldOf(world.state.session)?.record ?? world.disk;
      send(world, { kind: 'flushed', failure: how === 'answer' ? null : failure });
      return;
    case 'prepare-attempt':
      send(
        world,
        how === 'answer'
          ? { kind: 'attempt-prepared', pending: pending(effect.wish) }
          : { kind: 'attempt-failed', attempt: effect.wish.attempt, failure },
      );
      return;
    case 'seal-attempt':
      send(world, { kind: 'attempt-sealed', attempt: effect.pending.transaction.attempt });
      return;
    case 'open-browser':
      send(world, { kind: 'browser-opened', attempt: effect.attempt, failure: null });
      return;
    case 'redeem-code': {
      const { attempt, more } = effect.grant.transaction;
      world.issued += 1;
      const given = how === 'answer' ? more : [];
      const judgement =
        how === 'answer' || how === 'lose'
          ? ({
              kind: 'accepted',
              received: { wall: world.now, monotonic: world.monotonic },
              record: record({
                refreshToken: `refresh-${String(world.issued)}`,
                scopesGranted: ['openid', 'offline_access', ...given],
                scopesAdded: given,
                signedInAt: world.now,
                accessTokens: { '': accessToken(world) },
              }),
            } as const)
          : ({ kind: 'rejected', failure } as const);
      send(world, { kind: 'grant-judged', attempt, judgement });
      return;
    }
    case 'ask-device': {
      const { operation } = effect;
      const answer =
        how === 'refuse' ? ({ kind: 'refused', failure } as const) : ({ kind: 'pending' } as const);
      send(world, { kind: 'device-answered', operation, answer });
      return;
    }
    case 'deliver':
      send(world, {
        kind: 'delivered',
        operation: effect.operation,
        outcome:
          how === 'answer'
            ? { kind: 'done', note: null }
            : { kind: 'later', job: effect.kept.job, failure, retryAfter: null },
      });
      return;
    case 'erase-sign-out':
    case 'rewrite-sign-out':
      return;
    case 'read-user-info':
      if (how !== 'answer') return;
      send(world, {
        kind: 'user-info-read',
        signedInAt: effect.record.session.signedInAt,
        claims: { sub: 'ada', name: 'Ada' },
      });
      return;
    case 'note':
    case 'end-attempt':
    case 'hand-over':
    case 'stop-refresh':
    case 'erase-session':
    case 'keep-sign-out':
      throw new TypeError('This is done at once.');
    default:
      throw new TypeError('An effect was not handled.');
  }
}

function accessToken(world: World) {
  return {
    value: `access-${String(world.issued)}`,
    tokenType: 'Bearer',
    expiresAt: world.now + 300_000,
    receivedAt: world.now,
  };
}

function refreshAnswer(
  world: World,
  effect: Extract<Effect, { readonly kind: 'refresh' }>,
  how: 'answer' | 'lose' | 'fail' | 'refuse',
): RefreshAnswer {
  switch (how) {
    case 'answer':
      world.issued += 1;
      return {
        kind: 'tokens',
        identity: null,
        received: { wall: world.now, monotonic: world.monotonic },
        tokens: {
          accessToken: `access-${String(world.issued)}`,
          tokenType: 'Bearer',
          expiresIn: 300,
          refreshToken: `refresh-${String(world.issued)}`,
          refreshExpiresIn: null,
          idToken: null,
          scope: null,
        },
      };
    case 'lose':
    case 'fail':
      return {
        kind: 'try-later',
        cause: how === 'lose' ? 'offline' : 'provider-unavailable',
        failure,
        retryAfter: null,
        answerLost: how === 'lose',
      };
    case 'refuse':
      world.ended.add(effect.record.session.refreshToken ?? '');
      return { kind: 'ended', failure };
    default:
      throw new TypeError('A way to answer was not handled.');
  }
}

function make(world: World, move: Move): void {
  const { attempt } = world.state;
  switch (move) {
    case 'answer':
    case 'lose':
    case 'fail':
    case 'refuse':
      return settle(world, move);
    case 'time':
      world.now += 100_000;
      world.monotonic += 100_000;
      for (const [name, at] of deadlines(world.state, surroundings)) {
        if (at <= world.now) send(world, { kind: name });
      }
      return;
    case 'sleep':
      world.suspended = true;
      return;
    case 'woke':
      world.suspended = false;
      world.now += 20 * 60_000;
      return send(world, { kind: 'woke' });
    case 'crash': {
      world.open.length = 0;
      world.state = initialState;
      world.suspended = false;
      const outcome =
        world.disk === null
          ? ({ kind: 'nothing' } as const)
          : ({ kind: 'record', record: world.disk, sealed: true } as const);
      return send(world, { kind: 'restored', outcome });
    }
    case 'access-lacking': {
      const signedInAt = heldOf(world.state.session)?.record.session.signedInAt ?? 0;
      const lacking = { host: 'api.example.test', scopes: ['notes.write'] };
      return send(world, { kind: move, signedInAt, lacking });
    }
    case 'sign-in-asked':
    case 'more-asked':
      world.attempts += 1;
      return send(world, {
        kind: 'sign-in-asked',
        wish: {
          attempt: `attempt-${String(world.attempts)}`,
          way: null,
          anotherAccount: false,
          more: move === 'more-asked' ? ['notes.write'] : [],
        },
        startAgain: world.attempts % 2 === 0,
      });
    case 'callback-granted': {
      const [first] = 'live' in attempt ? attempt.live : [];
      if (first === undefined) return;
      const candidate = { code: 'code', transaction: first.transaction };
      if (isGrant(candidate)) send(world, { kind: 'callback-granted', grant: candidate });
      return;
    }
    case 'token-wanted':
      return send(world, { kind: 'token-wanted', resource: '' });
    case 'token-rejected': {
      const value = heldOf(world.state.session)?.record.session.accessTokens['']?.value ?? '';
      return send(world, { kind: 'token-rejected', resource: '', value });
    }
    case 'sign-out-asked': {
      world.signedOut = true;
      send(world, { kind: 'sign-out-asked', id: `job-${String(world.serial)}` });
      world.signedOut = false;
      // Final: nothing that is still under way brings the session back.
      promise(world.state.session.kind === 'signed-out', 'signing out is final');
      promise(world.disk === null, 'signing out leaves nothing on disk');
      promise(
        !world.open.some(({ kind }) => kind === 'save-session' || kind === 'refresh'),
        'nothing that is under way brings a session back',
      );
      return;
    }
    case 'renewal-asked':
    case 'try-now':
    case 'network-changed':
    case 'sign-in-cancelled':
    case 'access-declined':
      return send(world, { kind: move });
    case 'retry-due':
    case 'pause-due':
    case 'idle-due':
    case 'until-due':
    case 'flush-due':
    case 'attempt-due':
    case 'ask-due':
    case 'device-due':
    case 'delivery-due':
      return send(world, { kind: move });
    default:
      throw new TypeError('A move was not handled.');
  }
}

/** Only `checkRedirect` makes a grant; the model stands in for it. */
function isGrant(candidate: {
  code: string;
  transaction: unknown;
}): candidate is Extract<MachineEvent, { readonly kind: 'callback-granted' }>['grant'] {
  return candidate.code !== '';
}

/** Runs one sequence of moves on a session that is signed in; throws the first promise that is broken. */
export function play(sequence: readonly Move[]): MachineState {
  const world: World = {
    state: initialState,
    now,
    monotonic: 0,
    serial: 0,
    suspended: false,
    open: [],
    disk: record(),
    ended: new Set(),
    issued: 0,
    signedOut: false,
    attempts: 0,
  };
  send(world, restored);
  for (const move of sequence) make(world, move);
  return world.state;
}
