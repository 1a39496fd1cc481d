import { describe, expect, it } from 'vitest';
import { busSocket } from '../../../../src/main/keyring/session-bus.ts';

describe('busSocket', () => {
  it.each([
    ['unix:path=/run/user/1000/bus', '/run/user/1000/bus'],
    ['unix:path=/run/bus,guid=abc', '/run/bus'],
    ['unix:guid=abc,path=/run/a%20b', '/run/a b'],
    ['tcp:host=localhost,port=1;unix:path=/run/bus', '/run/bus'],
    ['unix:abstract=/tmp/dbus-x', null],
    ['unix:path=/run/%E0%A4', null],
    ['', '/run/user/7/bus'],
    [undefined, '/run/user/7/bus'],
  ])('%j is at %j', (address, path) => {
    expect(busSocket({ DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: '/run/user/7' })).toBe(path);
  });

  it('is nowhere without an address and without systemd’s folder', () => {
    expect(busSocket({})).toBeNull();
  });
});
