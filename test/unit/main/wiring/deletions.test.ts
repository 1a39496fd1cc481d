import { describe, expect, it } from 'vitest';
import { failure } from '../../../../src/core/failures/failure.ts';
import { wireDeletions } from '../../../../src/main/wiring/deletions.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import type { Failure } from '../../../../src/shared/failure.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { savedConnection } from '../../../support/connections.ts';

const done = () => Promise.resolve(succeed(null));

describe('a deletion that fails', () => {
  it('is told once, however often it is tried again', async () => {
    const notices: Failure[] = [];
    const full = failure('disk-full', 'It was not removed.', 'The disk is full.', 'Free some space.');
    const connection = savedConnection({ id: 'one' });
    let told = 0;
    const deletions = wireDeletions({
      connections: {
        ending: () => [connection],
        setAside: () => Promise.resolve(succeed(connection)),
        restore: () => Promise.resolve(succeed(connection)),
        remove: done,
      },
      sessions: { cancelSignIn: () => Promise.resolve(), remove: () => Promise.resolve(fail(full)) },
      clock: new FakeClock(),
      vault: { status: { kind: 'open', backend: 'test' }, read: done },
      broker: { cancelAll: () => undefined },
      saved: { collections: { close: () => undefined } },
      variables: { erase: done },
      history: { erase: done },
      cookies: { erase: done },
      secrets: { erase: done },
      network: { close: () => Promise.resolve() },
      settings: { forgetConnection: () => undefined },
      news: {
        tellConnections: () => undefined,
        tellState: () => {
          told += 1;
        },
      },
      notices,
    });
    await deletions.resume();
    await deletions.resume();
    expect(notices).toEqual([
      { ...full, what: 'A connection was deleted, but not all of it. It was not removed.' },
    ]);
    expect(told).toBe(1);
  });
});
