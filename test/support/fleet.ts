import { deadlines } from '../../src/core/oauth/session/deadlines.ts';
import type { MachineEvent, RefreshAnswer } from '../../src/core/oauth/session/events.ts';
import { newRecord } from '../../src/core/oauth/session/grants.ts';
import { transition } from '../../src/core/oauth/session/machine.ts';
import { initialState } from '../../src/core/oauth/session/state.ts';
import type { MachineState } from '../../src/core/oauth/session/state.ts';
import { tokenAnswer } from '../../src/core/oauth/session/token-use.ts';
import type { TokenSet } from '../../src/core/oauth/types.ts';
import { metadata, transaction } from '../unit/core/oauth/fixtures.ts';
import { chance as chanceOf } from './chance.ts';
import { EventQueue } from './event-queue.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How the provider fails while it is away. */
export type Outage = 'unavailable' | 'retry-after' | 'unreachable';

export interface FleetOptions {
  readonly sessions: number;
  readonly outage: Outage;
  readonly seed: number;
  /** False: waiting times without chance, to see what it is good for. */
  readonly chance?: boolean;
}

/** Requests to the token endpoint in any ten minutes, as shares of the usual rate. */
export interface FleetFigures {
  /** Renewals in ten minutes when nothing is wrong. */
  readonly steady: number;
  readonly peakDuringOutage: number;
  readonly peakAfterOutage: number;
  /** Sessions that needed a person at the end: none of them had to. */
  readonly signedOut: number;
  /** Sessions that still waited two hours after the provider was back. */
  readonly waiting: number;
}

const outageFrom = 4 * hour;
const outageUntil = outageFrom + 10 * minute;
const end = outageUntil + 2 * hour;
const span = 10 * minute;

/** Eight of ten run in the background and renew before their idle limit; two of ten are used, now and then. */
const inUse = 0.2;
const idleSeconds = 8 * 3600;
const tokenSeconds = 600;
const betweenVisits = hour;
const requestsOfVisit = 5;

interface Member {
  state: MachineState;
  serial: number;
  armed: string;
}

/** A fleet of apps on different computers against one provider that is away for ten minutes: the real tables on a simulated clock. */
export function simulateFleet({ sessions, outage, seed, chance = true }: FleetOptions): FleetFigures {
  const random = chanceOf(seed);
  const start = Date.UTC(2026, 0, 15, 12);
  const queue = new EventQueue<() => void>();
  const asked: number[] = [];
  let now = 0;

  function send(member: Member, event: MachineEvent): void {
    member.serial += 1;
    const { state, effects } = transition(member.state, event, surroundings(member));
    member.state = state;
    for (const effect of effects) {
      if (effect.kind === 'save-session') {
        send(member, { kind: 'saved', operation: effect.operation, outcome: { kind: 'sealed' } });
      }
      if (effect.kind === 'refresh') {
        asked.push(now);
        const answer = answerAt(now);
        const { operation } = effect;
        queue.add(now + 200, () => send(member, { kind: 'refresh-answered', operation, answer: answer() }));
      }
    }
    arm(member);
  }

  function arm(member: Member): void {
    const wanted = deadlines(member.state, { renewal: 'automatic' });
    for (const [name, at] of wanted) {
      const due = Math.max(now, at - start);
      const key = `${name} ${String(due)}`;
      if (member.armed === key) continue;
      member.armed = key;
      queue.add(due, () => {
        if (member.armed !== key) return;
        member.armed = '';
        send(member, { kind: name });
      });
    }
  }

  function surroundings(member: Member) {
    return {
      now: start + now,
      monotonic: now,
      random: chance ? random() : 0,
      serial: member.serial,
      suspended: false,
      renewal: 'automatic',
      scopes: ['notes'],
      issuerHasAccount: false,
    } as const;
  }

  function answerAt(at: number): () => RefreshAnswer {
    const away = at >= outageFrom && at < outageUntil;
    return () => (away ? failed(outage) : renewed(start + now, now));
  }

  function visit(member: Member, left: number): void {
    const answer = tokenAnswer(member.state.session, '', {
      now: start + now,
      monotonic: now,
      suspended: false,
    });
    if (answer.kind === 'wanted') send(member, { kind: 'token-wanted', resource: '' });
    const next = left > 1 ? 20 * second : -Math.log(1 - random()) * betweenVisits;
    queue.add(now + next, () => visit(member, left > 1 ? left - 1 : requestsOfVisit));
  }

  const members = Array.from({ length: sessions }, (_, at): Member => {
    const member: Member = { state: initialState, serial: 0, armed: '' };
    // Where each is in its idle life when the simulation begins is left to chance.
    const signedInAt = start - random() * 0.8 * idleSeconds * second;
    const record = newRecord(transaction({ scopes: ['notes'] }), metadata(), tokens, null, signedInAt);
    queue.add(0, () => {
      send(member, { kind: 'restored', outcome: { kind: 'record', record, sealed: true } });
      if (at < sessions * inUse) {
        queue.add(random() * betweenVisits, () => visit(member, requestsOfVisit));
      }
    });
    return member;
  });
  for (let next = queue.take(); next !== null && next.at < end; next = queue.take()) {
    now = next.at;
    next.value();
  }

  const usual = outageFrom - hour;
  const steady = (asked.filter((at) => at >= usual && at < outageFrom).length * span) / hour;
  const kinds = members.map(({ state }) => state.session.kind);
  return {
    steady,
    peakDuringOutage: peak(asked, outageFrom, outageUntil) / steady,
    peakAfterOutage: peak(asked, outageUntil, end) / steady,
    signedOut: kinds.filter((kind) => kind === 'needs-sign-in').length,
    waiting: kinds.filter((kind) => kind === 'offline' || kind === 'provider-unavailable').length,
  };
}

/** The most that fell into any span, wherever it begins. */
function peak(asked: readonly number[], from: number, until: number): number {
  const own = asked.filter((at) => at >= from && at < until);
  let most = 0;
  let first = 0;
  own.forEach((at, last) => {
    while ((own[first] ?? at) <= at - span) first += 1;
    most = Math.max(most, last - first + 1);
  });
  return most;
}

const tokens: TokenSet = {
  accessToken: 'access',
  tokenType: 'Bearer',
  expiresIn: tokenSeconds,
  refreshToken: 'refresh',
  refreshExpiresIn: idleSeconds,
  idToken: null,
  scope: null,
};

function renewed(wall: number, monotonic: number): RefreshAnswer {
  return { kind: 'tokens', tokens, identity: null, received: { wall, monotonic } };
}

function failed(outage: Outage): RefreshAnswer {
  const unreachable = outage === 'unreachable';
  return {
    kind: 'try-later',
    cause: unreachable ? 'offline' : 'provider-unavailable',
    failure: {
      code: unreachable ? 'connection-failed' : 'provider-unavailable',
      what: 'It failed.',
      why: 'It is away.',
      next: 'Wait.',
    },
    retryAfter: outage === 'retry-after' ? minute : null,
    answerLost: unreachable,
  };
}
