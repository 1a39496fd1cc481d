import { describe, expect, test } from 'vitest';
import type { VaultStatus } from '../../../../src/core/vault/vault.ts';
import { succeed } from '../../../../src/shared/result.ts';
import { quitting, type QuittingDeps } from '../../../../src/main/wiring/application.ts';

/** A run that quits, and what it does then, in order. */
function aRun(
  answer: string | null = null,
  startedWith: readonly string[] = [],
): { deps: QuittingDeps; happened: string[] } {
  const happened: string[] = [];
  const note = (what: string) => (): Promise<void> => {
    happened.push(what);
    return Promise.resolve();
  };
  const vault = async () => {
    await note('vault')();
    return succeed(null);
  };
  const deps: QuittingDeps = {
    app: {
      exit: (code) => happened.push(`exit ${String(code)}`),
      relaunch: (options) => happened.push(`relaunch ${(options?.args ?? []).join(' ')}`),
    },
    startedWith,
    deepLinks: { hold: () => happened.push('hold'), held: () => answer },
    connections: { get: () => null },
    sessions: { close: note('sessions'), undelivered: () => [] },
    deletions: { close: note('deletions') },
    broker: { close: note('broker') },
    history: { close: note('history') },
    cookies: { close: note('cookies') },
    openedFiles: { clear: note('opened files') },
    saved: { collections: { closeAll: () => happened.push('collections') } },
    vault: { status: { kind: 'open', backend: null }, flush: vault },
    demo: { stop: () => happened.push('demo') },
    window: { keepState: () => happened.push('window') },
    dialogs: { confirmQuit: () => Promise.resolve(true) },
    after: () => () => undefined,
  };
  return { deps, happened };
}

/** What closing and leaving did, in order. `answer` came while the sessions were closing. */
async function leave(answer: string | null, startedWith: readonly string[]): Promise<readonly string[]> {
  const { deps, happened } = aRun(answer, startedWith);
  const quit = quitting(deps);
  await quit.close();
  quit.exit();
  return happened;
}

test('F27+: an answer that came while the sessions were closing starts the app again, with the switches of this run', async () => {
  const answer = 'app.latchkey.desktop:/callback/x?code=2';
  const before = 'app.latchkey.desktop:/callback/x?code=1';
  const happened = await leave(answer, ['--password-store=basic', '--', before]);
  expect(happened[0]).toBe('hold');
  expect(happened.indexOf('hold')).toBeLessThan(happened.indexOf('sessions'));
  expect(happened.slice(-2)).toEqual([`relaunch --password-store=basic -- ${answer}`, 'exit 0']);
});

test('R49+: the demo runs until it was told of its connection that was deleted', async () => {
  const happened = await leave(null, []);
  expect(happened.filter((what) => what === 'deletions' || what === 'demo')).toEqual(['deletions', 'demo']);
});

test('F27-: without an answer the app stays gone', async () => {
  const happened = await leave(null, []);
  expect(happened.at(-1)).toBe('exit 0');
  expect(happened.join(' ')).not.toContain('relaunch');
});

describe('a deletion that may still be undone when the app quits', () => {
  const missing = { code: 'keyring-missing', what: 'x', why: 'x', next: 'x' } as const;
  const issuer = 'https://id.acme.test';

  /** What is asked before quitting; whom the provider could not be told of is known once the deletion was carried out. */
  async function asked(vault: VaultStatus): Promise<{ warning: string | null; happened: readonly string[] }> {
    const { deps, happened } = aRun();
    const sessions: QuittingDeps['sessions'] = {
      ...deps.sessions,
      undelivered: () => (happened.includes('deletions') ? [{ connectionId: 'gone', issuer }] : []),
    };
    const quit = quitting({ ...deps, sessions, vault: { ...deps.vault, status: vault } });
    await quit.before();
    return { warning: quit.warning(), happened };
  }

  test('R49+: without a keyring it is carried out before, and counted where the provider could not be told', async () => {
    const { warning } = await asked({ kind: 'memory-only', reason: missing });
    expect(warning).toContain('You are signed out of id.acme.test here');
  });

  test('R49-: where what is left is sealed for the next start nobody is asked, and it can be undone until the end', async () => {
    for (const status of [
      { kind: 'open', backend: null },
      { kind: 'set-aside', reason: missing },
      { kind: 'passphrase-needed' },
    ] as const) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      expect(await asked(status)).toEqual({ warning: null, happened: [] });
    }
  });
});
