import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { CallbackOutcome } from '../../../../src/core/oauth/session/sessions.ts';
import { maximumUrlLength } from '../../../../src/main/deep-link/command-line.ts';
import { createDeepLinks } from '../../../../src/main/deep-link/deep-links.ts';
import { createCallbackJudge } from '../../../../src/main/deep-link/judge-callback.ts';

const scheme = 'app.latchkey.desktop';

/** Everything that happens to a URL, in order. */
class Judge {
  readonly seen: string[] = [];
  readonly judge = async (url: string): Promise<void> => {
    await Promise.resolve();
    this.seen.push(url);
  };
}

const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('createDeepLinks', () => {
  it('R18+: a URL goes to the judge as it came, and nowhere else', async () => {
    const links = createDeepLinks(scheme);
    const judge = new Judge();
    links.deliverTo(judge.judge);
    links.receive(`${scheme}:/callback/x?redirect=https://evil.test&code=1`);
    await settled();
    expect(judge.seen).toEqual([`${scheme}:/callback/x?redirect=https://evil.test&code=1`]);
  });

  it('R18-: a URL of another scheme reaches nobody', async () => {
    const links = createDeepLinks(scheme);
    const judge = new Judge();
    links.deliverTo(judge.judge);
    for (const url of [
      'https://evil.test/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      '',
      `x${scheme}:/callback/x`,
    ]) {
      links.receive(url);
    }
    await settled();
    expect(judge.seen).toEqual([]);
  });

  it('F27+: what comes while the sessions are closing is held for the next start, the last of them', async () => {
    const links = createDeepLinks(scheme);
    const judge = new Judge();
    const releases: (() => void)[] = [];
    links.deliverTo(async (url) => {
      await new Promise<void>((resolve) => {
        releases.push(resolve);
      });
      await judge.judge(url);
    });
    links.receive(`${scheme}:/callback/1`);
    links.receive(`${scheme}:/callback/2`);
    links.hold();
    expect(links.held()).toBe(`${scheme}:/callback/2`);
    links.receive(`${scheme}:/callback/3`);
    for (const release of releases) release();
    await settled();
    expect(judge.seen).toEqual([`${scheme}:/callback/1`]);
    expect(links.held()).toBe(`${scheme}:/callback/3`);
  });

  it('F27-: nothing is held that was judged', async () => {
    const links = createDeepLinks(scheme);
    links.deliverTo(new Judge().judge);
    links.receive(`${scheme}:/callback/1`);
    await settled();
    links.hold();
    expect(links.held()).toBeNull();
  });

  it('F27+: what came before the sessions could judge waits, and keeps its order', async () => {
    const links = createDeepLinks(scheme);
    const judge = new Judge();
    links.receive(`${scheme}:/callback/1`);
    links.receive(`${scheme}:/callback/2`);
    await settled();
    links.deliverTo(judge.judge);
    links.receive(`${scheme}:/callback/3`);
    await settled();
    expect(judge.seen.map((url) => url.slice(-1))).toEqual(['1', '2', '3']);
  });

  it('F26-: a huge URL is dropped, and a flood before the start is bounded', async () => {
    const links = createDeepLinks(scheme);
    const judge = new Judge();
    links.receive(`${scheme}:/callback/`.padEnd(maximumUrlLength + 1, 'a'));
    for (let number = 0; number < 1000; number += 1) {
      links.receive(`${scheme}:/callback/${String(number)}`);
    }
    links.deliverTo(judge.judge);
    await settled();
    await settled();
    expect(judge.seen).toHaveLength(8);
  });

  it('F27+: those that come while one is judged are judged as well, however long that takes', async () => {
    const links = createDeepLinks(scheme);
    const seen: string[] = [];
    const open = new EventEmitter();
    const opened = once(open, 'open');
    links.deliverTo(async (url) => {
      seen.push(url);
      await opened;
    });
    for (let number = 0; number < 40; number += 1) links.receive(`${scheme}:/callback/${String(number)}`);
    await settled();
    expect(seen).toHaveLength(1);
    open.emit('open');
    await settled();
    expect(seen).toEqual(Array.from({ length: 40 }, (_, number) => `${scheme}:/callback/${String(number)}`));
  });

  it('one URL that ends in a bug does not stop the next', async () => {
    const links = createDeepLinks(scheme);
    const seen: string[] = [];
    links.deliverTo(async (url) => {
      await Promise.resolve();
      seen.push(url);
      if (seen.length === 1) {
        throw new Error('a bug');
      }
    });
    links.receive(`${scheme}:/callback/1`);
    links.receive(`${scheme}:/callback/2`);
    await settled();
    expect(seen).toHaveLength(2);
  });
});

async function judged(outcome: CallbackOutcome): Promise<string[]> {
  const raised: string[] = [];
  const judge = createCallbackJudge({
    handle: () => Promise.resolve(outcome),
    raise: ({ kind }) => {
      raised.push(kind);
      return Promise.resolve();
    },
    failed: () => undefined,
  });
  await judge(`${scheme}:/callback/x`);
  return raised;
}

describe('createCallbackJudge', () => {
  it('F23+: a callback of a sign-in that runs here raises the window, whatever it came to', async () => {
    expect(await judged({ kind: 'signed-in', connectionId: 'a' })).toEqual(['signed-in']);
    expect(await judged({ kind: 'failed', connectionId: 'a' })).toEqual(['failed']);
  });

  it('F23- F24-: a stale, replayed or foreign one never does', async () => {
    expect(await judged({ kind: 'ignored' })).toEqual([]);
  });

  it('reports a bug instead of throwing it at the operating system', async () => {
    const reported: unknown[] = [];
    const judge = createCallbackJudge({
      handle: () => Promise.reject(new Error('a bug')),
      raise: () => Promise.resolve(),
      failed: (error) => {
        reported.push(error);
      },
    });
    await judge(`${scheme}:/callback/x`);
    expect(reported).toHaveLength(1);
  });
});
