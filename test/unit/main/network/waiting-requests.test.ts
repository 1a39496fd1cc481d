import { describe, expect, it } from 'vitest';
import { createWaitingRequests, serverOf } from '../../../../src/main/network/waiting-requests.ts';

const url = 'https://api.acme.test/notes';
const server = 'api.acme.test:443';

function setUp() {
  const left: string[] = [];
  const waiting = createWaitingRequests((of) => left.push(of));
  const request = (to = url) => {
    const told: boolean[] = [];
    return { told, leave: waiting.enter({ url: to, asking: (now) => told.push(now) }) };
  };
  return { waiting, left, request };
}

describe('requests that wait for a server', () => {
  it('are told once that a person is asked, and once that this is over, however many questions there are', () => {
    const { waiting, request } = setUp();
    const [one, two] = [request(), request()];
    const ends = [waiting.asking(server), waiting.asking(server)];
    const late = request();
    expect([one.told, two.told, late.told]).toEqual([[true], [true], [true]]);
    two.leave();
    expect(two.told).toEqual([true, false]);
    ends[0]?.();
    expect(one.told).toEqual([true]);
    ends[1]?.();
    expect([one.told, two.told, late.told]).toEqual([
      [true, false],
      [true, false],
      [true, false],
    ]);
  });

  it('of another server are told nothing', () => {
    const { waiting, request } = setUp();
    const other = request('https://api.acme.test:8443/');
    waiting.asking(server)();
    expect(other.told).toEqual([]);
    expect(waiting.any(server)).toBe(false);
    expect(waiting.any()).toBe(true);
  });

  it('are nobody’s once the last has left, which is told once', () => {
    const { waiting, left, request } = setUp();
    const [one, two] = [request(), request()];
    one.leave();
    one.leave();
    expect(left).toEqual([]);
    expect(waiting.any(server)).toBe(true);
    two.leave();
    two.leave();
    expect(left).toEqual([server]);
    expect(waiting.any()).toBe(false);
    const again = request();
    two.leave();
    expect(waiting.any(server)).toBe(true);
    again.leave();
    expect(left).toEqual([server, server]);
  });

  it.each([
    ['https://API.acme.test/x', 'api.acme.test:443'],
    ['https://api.acme.test:8443', 'api.acme.test:8443'],
    ['https://[::1]:9/', '[::1]:9'],
    ['http://127.0.0.1/', '127.0.0.1:80'],
    ['https://münchen.test/', 'xn--mnchen-3ya.test:443'],
  ])('%s is for %s', (address, expected) => {
    expect(serverOf(address)).toBe(expected);
  });
});
