import { expect, test, vi } from 'vitest';
import { followComputer } from '../../../../src/main/wiring/follow.ts';

const electron = vi.hoisted(() => ({
  net: { isOnline: (): boolean => false },
  powerMonitor: { on: () => undefined },
}));
vi.mock('electron', () => electron);

test('a network that is back is told to the sessions and to the page, once', () => {
  const told: string[] = [];
  const looks: (() => void)[] = [];
  const changes: ((id: string) => void)[] = [];
  const note = (what: string) => () => {
    told.push(what);
  };
  followComputer({
    sessions: {
      onChange(listener) {
        changes.push(listener);
        return () => undefined;
      },
      suspended: note('suspended'),
      resumed: note('resumed'),
      networkChanged: note('sessions'),
    },
    autoLock: {
      suspended: () => undefined,
      resumed: () => undefined,
      changed: () => undefined,
      used: () => undefined,
    },
    send: (event) => {
      told.push(event);
    },
    after(_milliseconds, callback) {
      looks.push(callback);
      return () => undefined;
    },
  });
  looks.at(-1)?.();
  expect(told).toEqual([]);
  electron.net.isOnline = () => true;
  looks.at(-1)?.();
  looks.at(-1)?.();
  expect(told).toEqual(['sessions', 'networkChanged']);
  // Away for less than between two looks; a session met it, and says so by changing.
  electron.net.isOnline = () => false;
  for (const changed of changes) changed('one');
  electron.net.isOnline = () => true;
  looks.at(-1)?.();
  expect(told).toEqual(['sessions', 'networkChanged', 'sessions', 'networkChanged']);
});
