import { describe, expect, it } from 'vitest';
import { cookieHandlers } from '../../../../src/main/ipc/handlers/cookie-handlers.ts';
import { storedCookie } from '../../../support/memory-cookies.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { CookieWorld, id, other } from '../../core/cookies/world.ts';

function setUp() {
  const world = new CookieWorld();
  const handlers = cookieHandlers({
    cookies: world.cookies,
    exists: (asked) => asked === id,
    setOn(asked, on) {
      if (on) world.on.add(asked);
      else world.on.delete(asked);
    },
  });
  return { world, handlers };
}

describe('calls about cookies', () => {
  it('list and forget them', async () => {
    const { world, handlers } = setUp();
    valueOf(await world.cookies.open(id));
    world.network().set(storedCookie());
    await world.settled();
    const listed = valueOf(await handlers.listCookies({ id }));
    expect(listed.hosts).toEqual([{ host: 'api.acme.test', names: ['sid'] }]);
    expect(JSON.stringify(listed)).not.toContain('nobody-guesses');
    expect(valueOf(await handlers.forgetCookies({ id }))).toBeNull();
    expect(valueOf(await handlers.listCookies({ id }))).toMatchObject({ on: true, hosts: [] });
  });

  it('switched off, they are forgotten', async () => {
    const { world, handlers } = setUp();
    valueOf(await world.cookies.open(id));
    world.network().set(storedCookie());
    await world.settled();
    expect(valueOf(await handlers.keepCookies({ id, on: false }))).toBeNull();
    await world.settled();
    expect(world.sealed).toBeUndefined();
    expect(world.network().cookies).toEqual([]);
    expect(valueOf(await handlers.keepCookies({ id, on: true }))).toBeNull();
    expect(valueOf(await handlers.listCookies({ id }))).toMatchObject({ on: true, hosts: [] });
  });

  it('about a connection that is gone are refused, and nothing is switched on for it', async () => {
    const { world, handlers } = setUp();
    expect(failureOf(await handlers.listCookies({ id: other })).code).toBe('not-found');
    expect(failureOf(await handlers.keepCookies({ id: other, on: true })).code).toBe('not-found');
    expect(failureOf(await handlers.forgetCookies({ id: other })).code).toBe('not-found');
    expect(world.on.has(other)).toBe(false);
  });
});
