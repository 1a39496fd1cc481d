import { transportsBodies } from './transports-bodies.ts';
import { transportsWire } from './transports-wire.ts';
import { transportsLimits } from './transports-limits.ts';
import type { Behaviour, Outcome, Step } from '../behaviour.ts';
import {
  accepted,
  doubtful,
  keysUnread,
  lost,
  notBegun,
  refused,
  renewed,
  told,
  toldLater,
  waits,
} from '../expectations.ts';
import type { Received, Transport } from './transport.ts';

const transports: readonly Transport[] = [...transportsLimits, ...transportsWire, ...transportsBodies];

type Carrier = Exclude<Step, 'authorization' | 'id-token' | 'end-session'>;

const paths: Readonly<Record<Carrier, string>> = {
  discovery: '/.well-known/openid-configuration',
  keys: '/jwks',
  token: '/token',
  userinfo: '/userinfo',
  refresh: '/token',
  revocation: '/revoke',
};

/** The same way of sending at each step, and what the step makes of it. */
const outcomes: Readonly<Record<Carrier, Readonly<Record<Received, Outcome>>>> = {
  discovery: {
    whole: accepted(),
    'too-large': notBegun('answer-too-large'),
    'timed-out': notBegun('timed-out'),
    redirected: notBegun('metadata-redirected', null, 3),
    unreadable: notBegun('answer-unreadable'),
    'broken-off': notBegun('connection-failed'),
    other: notBegun('metadata-not-found', null, 3),
    page: notBegun('metadata-not-found', null, 3),
  },
  keys: {
    whole: accepted(),
    'too-large': keysUnread(),
    'timed-out': keysUnread(),
    redirected: keysUnread(),
    unreadable: keysUnread(),
    'broken-off': keysUnread(),
    other: keysUnread(),
    page: accepted(),
  },
  token: {
    whole: accepted(),
    'too-large': refused('answer-too-large'),
    'timed-out': refused('timed-out'),
    redirected: refused('redirect-refused'),
    unreadable: refused('answer-unreadable'),
    'broken-off': refused('connection-failed'),
    other: refused('token-response-invalid'),
    page: accepted(),
  },
  userinfo: {
    whole: accepted(),
    'too-large': accepted(),
    'timed-out': accepted(),
    redirected: accepted(),
    unreadable: accepted(),
    'broken-off': accepted(),
    other: accepted(),
    page: accepted(),
  },
  refresh: {
    whole: renewed(),
    'too-large': doubtful('answer-too-large'),
    'timed-out': lost('timed-out'),
    redirected: waits('provider-unavailable', 'redirect-refused', { calls: ['refresh', 'discovery'] }),
    unreadable: doubtful('answer-unreadable'),
    'broken-off': lost('connection-failed'),
    other: doubtful('token-response-invalid'),
    page: renewed(),
  },
  revocation: {
    whole: told(),
    'too-large': toldLater('answer-too-large'),
    'timed-out': toldLater('timed-out'),
    redirected: toldLater('redirect-refused', { calls: ['revocation', 'discovery'] }),
    unreadable: toldLater('answer-unreadable'),
    'broken-off': toldLater('connection-failed'),
    other: told(),
    page: told(),
  },
};

/** Every way of sending an answer badly, at this step. */
export function sentBadly(step: Carrier): readonly Behaviour[] {
  return transports.map(({ id, does, source, received, write }) => ({
    id: `${step}-sent-${id}`,
    step,
    does,
    source,
    lie: (server, surroundings) =>
      server.rewrite(paths[step], (body, response) =>
        write(body === '' ? '{}' : body, response, surroundings),
      ),
    expected: outcomes[step][received],
    ...(step === 'userinfo' ? { described: received === 'whole' || received === 'page' } : {}),
  }));
}
