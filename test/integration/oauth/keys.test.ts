import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeys } from '../../../src/core/oauth/keys.ts';
import type { Keys, KeySource } from '../../../src/core/oauth/keys.ts';
import { json, startHttpServer, text } from '../../servers/http-server.ts';
import type { HttpServer, Script } from '../../servers/http-server.ts';
import { createSigningKey } from '../../servers/signing-keys.ts';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { complete, failureOf, valueOf } from '../../support/results.ts';
import { realDeps } from './support.ts';

let server: HttpServer;
let published: SigningKey[];
let broken: Script | null;
let clock: FakeClock;
let keys: Keys;
let source: KeySource;

beforeEach(async () => {
  published = [await createSigningKey('ES256', 'old')];
  broken = null;
  server = await startHttpServer((request, response) =>
    broken === null
      ? json(response, 200, { keys: published.map(({ jwk }) => jwk) })
      : broken(request, response),
  );
  clock = new FakeClock();
  keys = createKeys();
  source = another();
});
afterEach(() => server.stop());

const find = (keyId: string | null) => source.find({ algorithm: 'ES256', keyId });
/** As another sign-in asks, of the same keys. */
function another(signal = new AbortController().signal): KeySource {
  return keys.forIssuer('https://id.test', `${server.origin}/jwks`, realDeps({ clock, signal }));
}
const asked = () => server.requests.length;

describe('key sets', () => {
  test('are read once and used for an hour', async () => {
    expect(asked()).toBe(0);
    valueOf(await find('old'));
    valueOf(await find('old'));
    clock.advance(3_500_000);
    valueOf(await find('old'));
    expect(asked()).toBe(1);
    clock.advance(200_000);
    valueOf(await find('old'));
    expect(asked()).toBe(2);
  });

  test('R45+ F11+: a key that is not among them is looked for once, at once', async () => {
    valueOf(await find('old'));
    published = [await createSigningKey('ES256', 'new')];
    expect(valueOf(await find('new'))[0]?.kid).toBe('new');
    expect(asked()).toBe(2);
    expect(complete(failureOf(await find('old'))).code).toBe('id-token-invalid');
  });

  test('R45-: then it fails closed, and does not ask again within the cool-down', async () => {
    valueOf(await find('old'));
    for (const name of ['v', 'w', 'x', 'y', 'z']) {
      expect(failureOf(await find(name)).code).toBe('id-token-invalid');
    }
    expect(asked()).toBe(4);
    clock.advance(9_000);
    failureOf(await find('x'));
    expect(asked()).toBe(4);
    clock.advance(1_000);
    failureOf(await find('x'));
    expect(asked()).toBe(5);
  });

  test('R45-: keys that were read for this very question are not read twice', async () => {
    failureOf(await find('unknown'));
    expect(asked()).toBe(1);
  });

  test('F11+: a key that was changed under its name is found among those that are published now', async () => {
    valueOf(await find('old'));
    const later = another();
    published = [await createSigningKey('ES256', 'old')];
    const wanted = { algorithm: 'ES256', keyId: 'old' };
    const known = valueOf(await later.find(wanted));
    const now = await later.findPublished(wanted);
    expect(now === null ? null : valueOf(now)[0]?.x).toBe(published[0]?.jwk.x);
    expect(known[0]?.x).not.toBe(published[0]?.jwk.x);
    expect(asked()).toBe(2);
  });

  test('R45-: they are not read a second time for the same token, nor again within the cool-down', async () => {
    const wanted = { algorithm: 'ES256', keyId: 'old' };
    valueOf(await find('old'));
    expect(await source.findPublished(wanted)).toBeNull();
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await another().findPublished(wanted)).not.toBeNull();
    }
    expect(await another().findPublished(wanted)).toBeNull();
    expect(asked()).toBe(4);
    clock.advance(10_000);
    expect(await another().findPublished(wanted)).not.toBeNull();
  });

  test('R45+ F11+: two rotations in the same moment are both found', async () => {
    valueOf(await find('old'));
    for (const name of ['second', 'third']) {
      published = [await createSigningKey('ES256', name)];
      expect(valueOf(await find(name))[0]?.kid).toBe(name);
    }
    expect(asked()).toBe(3);
  });

  test('two rotations, each seen by a sign-in seconds after the one before', async () => {
    valueOf(await find('old'));
    for (const name of ['second', 'third']) {
      published = [await createSigningKey('ES256', name)];
      clock.advance(11_000);
      valueOf(await find(name));
    }
    expect(asked()).toBe(3);
  });

  test('many questions at once are one call', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, () => find('old')));
    for (const result of results) valueOf(result);
    expect(asked()).toBe(1);
  });

  test('one who gives up does not take the answer from the others', async () => {
    const first = new AbortController();
    broken = (_request, response) => {
      broken = null;
      first.abort();
      response.destroy();
    };
    const wanted = { algorithm: 'ES256', keyId: 'old' };
    const [gaveUp, stayed] = await Promise.all([another(first.signal).find(wanted), another().find(wanted)]);
    expect(failureOf(gaveUp).code).toBe('cancelled');
    expect(valueOf(stayed)).toHaveLength(1);
  });

  test('many questions for a new key at once are one refetch, and all are answered', async () => {
    valueOf(await find('old'));
    published = [await createSigningKey('ES256', 'new')];
    const results = await Promise.all(Array.from({ length: 20 }, () => find('new')));
    for (const result of results) valueOf(result);
    expect(asked()).toBe(2);
  });

  test('F12+: keys that cannot be read again are used for a day', async () => {
    valueOf(await find('old'));
    broken = (_request, response) => text(response, 503, '');
    clock.advance(23 * 3_600_000);
    expect(valueOf(await find('old'))).toHaveLength(1);
  });

  test('F12-: and not longer', async () => {
    valueOf(await find('old'));
    broken = (_request, response) => text(response, 503, '');
    clock.advance(25 * 3_600_000);
    expect(complete(failureOf(await find('old'))).code).toBe('keys-unavailable');
  });

  test('sleep counts: a wall clock that went on ages them', async () => {
    valueOf(await find('old'));
    clock.setWall(clock.now() + 2 * 3_600_000);
    valueOf(await find('old'));
    expect(asked()).toBe(2);
  });

  test.each<[string, Script]>([
    ['503', (_request, response) => text(response, 503, '')],
    ['404', (_request, response) => text(response, 404, '')],
    ['HTML', (_request, response) => text(response, 200, '<html>')],
    ['10 MB', (_request, response) => text(response, 200, 'x'.repeat(10_000_000))],
    ['a redirect', (_request, response) => text(response, 302, '', { location: '/elsewhere' })],
  ])('R73- R74- F12-: %s at the first question is a failure of reaching the keys', async (_name, script) => {
    broken = script;
    expect(complete(failureOf(await find('old'))).code).toBe('keys-unavailable');
    expect(server.requestsTo('/elsewhere')).toEqual([]);
  });

  test('are kept apart by issuer and address', async () => {
    for (const issuer of ['https://a.test', 'https://b.test', 'https://a.test']) {
      const own = keys.forIssuer(issuer, `${server.origin}/jwks`, realDeps({ clock }));
      valueOf(await own.find({ algorithm: 'ES256', keyId: 'old' }));
    }
    expect(asked()).toBe(2);
  });
});
