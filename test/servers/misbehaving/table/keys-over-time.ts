import type { Behaviour } from '../behaviour.ts';
import { accepted, keptBefore, keysUnread } from '../expectations.ts';
import { answersText, metadata } from '../lies.ts';
import { sharedKey } from '../shared-keys.ts';
import { answerKeys, withoutNames } from './published-keys.ts';
import { oidf } from './rows.ts';

const step = 'keys';

/** Another server that publishes the keys: allowed, because the issuer's own metadata says so. */
const elsewhere: Behaviour = {
  id: 'keys-elsewhere-empty',
  step,
  does: 'says that its keys are at another server, which has none',
  source: 'RFC 8414 §2',
  lie: (server, { elsewhere: other }) => {
    server.metadata = { jwks_uri: `${other}/jwks` };
  },
  expected: { ...keysUnread(), calls: ['discovery', 'authorization', 'token', 'elsewhere'] },
};

/** A running app that knows the keys of before. */
const rotations: readonly Behaviour[] = [
  {
    id: 'keys-rotated',
    step,
    does: 'signs with a new key, seconds after the last sign-in',
    source: `${oidf('signing-key-rotation')}, fault F11`,
    signedInBefore: true,
    lie: async (server, { clock }) => {
      clock.advance(3000);
      server.keys = [await sharedKey('RS256', 'key-2')];
    },
    expected: accepted(),
  },
  {
    id: 'keys-rotated-same-name',
    step,
    does: 'signs with a new key that has the name of the old one',
    source: 'fault F11',
    signedInBefore: true,
    lie: async (server, { clock }) => {
      clock.advance(3000);
      const second = await sharedKey('RS256', 'second');
      server.keys = [
        {
          ...second,
          keyId: 'key-1',
          jwk: { ...second.jwk, kid: 'key-1' },
          sign: async (claims, header) => second.sign(claims, { kid: 'key-1', ...header }),
        },
      ];
    },
    expected: accepted(),
  },
  {
    id: 'keys-rotated-without-kid',
    step,
    does: 'signs with a new key, and names neither it nor the old one',
    source: `${oidf('kid-absent-single-jwks')} after another module`,
    signedInBefore: true,
    lie: async (server, surroundings) => {
      surroundings.clock.advance(3000);
      server.keys = [await sharedKey('RS256', 'second')];
      await withoutNames()(server, surroundings);
    },
    expected: accepted(),
  },
  {
    id: 'keys-rotated-algorithm',
    step,
    does: 'signs with another algorithm and key, which its metadata lists by now',
    source: 'fault F11',
    signedInBefore: true,
    lie: async (server) => {
      server.keys = [await sharedKey('ES256', 'key-2')];
    },
    expected: accepted(),
  },
  {
    id: 'keys-rotated-unpublished',
    step,
    does: 'signs with a new key that it does not publish',
    source: 'OpenID Connect Core §10.1.1',
    signedInBefore: true,
    lie: async (server) => {
      const second = await sharedKey('RS256', 'second');
      server.makeIdToken = async (claims) => second.sign(claims);
    },
    expected: keptBefore('id-token-invalid', { calls: ['discovery', 'authorization', 'token', 'keys'] }),
  },
  {
    id: 'keys-unreachable-hours',
    step,
    does: 'does not give its keys, two hours after they were read',
    source: 'fault F12',
    signedInBefore: true,
    lie: (server, surroundings) => {
      surroundings.clock.advance(2 * 3_600_000);
      return answersText('/jwks', 503, '')(server, surroundings);
    },
    expected: accepted(),
  },
  {
    id: 'keys-unreachable-day',
    step,
    does: 'does not give its keys, 25 hours after they were read',
    source: 'fault F12',
    signedInBefore: true,
    lie: (server, surroundings) => {
      surroundings.clock.advance(25 * 3_600_000);
      return answersText('/jwks', 503, '')(server, surroundings);
    },
    expected: keptBefore('keys-unavailable', { calls: ['discovery', 'authorization', 'token', 'keys'] }),
  },
  {
    id: 'keys-known',
    step,
    does: 'is asked again, minutes after its keys were read: they are known',
    source: 'OpenID Connect Core §10.1.1',
    signedInBefore: true,
    lie: (_server, { clock }) => clock.advance(20 * 60_000),
    expected: accepted({ calls: accepted().calls.filter((call) => call !== 'keys') }),
  },
  {
    id: 'keys-moved',
    step,
    does: 'moves its keys, and its metadata says so',
    source: 'fault F19',
    signedInBefore: true,
    lie: (server, surroundings) =>
      metadata({ jwks_uri: `${server.origin}/moved/jwks` })(server, surroundings),
    expected: keptBefore('keys-unavailable', { calls: ['discovery', 'authorization', 'token', 'keys'] }),
  },
];

/** Keys of one type are told apart by their curve (RFC 7518 §3.4). */
const curves: Behaviour = {
  id: 'keys-other-curve-without-kid',
  step,
  does: 'names no keys, of which one is on another curve',
  source: 'RFC 7518 §3.4',
  server: { algorithm: 'ES256' },
  lie: async (server, surroundings) => {
    const { jwk } = await sharedKey('ES384', 'other');
    await withoutNames()(server, surroundings);
    const all = [jwk, ...server.keys.map((key) => key.jwk)];
    answerKeys(
      server,
      all.map((one) => ({ ...one, kid: undefined, alg: undefined, use: undefined })),
    );
  },
  expected: accepted(),
};

/** When an issuer publishes which keys, and where. */
export const keysOverTime: readonly Behaviour[] = [elsewhere, curves, ...rotations];
