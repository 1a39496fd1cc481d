import { expect, test } from 'vitest';
import { valueOf } from '../../../../support/results.ts';
import { start, until } from './stage.ts';

test('a session names the attempt that brought it, and one that was cancelled or restored names none', async () => {
  const stage = await start();
  valueOf(await stage.sessions.signIn('one', {}));
  const waiting = stage.view();
  await stage.sessions.handleCallback(stage.provider.authorize(stage.lastOpened));
  expect(waiting).toMatchObject({ kind: 'waiting-for-browser' });
  expect(stage.view()).toMatchObject({ signedInBy: 'attempt' in waiting ? waiting.attempt : '' });

  valueOf(await stage.sessions.signIn('one', {}));
  await stage.sessions.cancelSignIn('one');
  expect(stage.view()).toStrictEqual(stage.settled());

  stage.restart();
  await stage.sessions.restore();
  expect(stage.view()).toStrictEqual(stage.settled());
});

test('R8+: an older request that is answered is the one that is shown as finishing, and the one that brought it', async () => {
  const stage = await start();
  valueOf(await stage.sessions.signIn('one', {}));
  const older = stage.view();
  const url = stage.lastOpened;
  valueOf(await stage.sessions.signIn('one', { startAgain: true }));
  const release = stage.provider.hold('/token');
  const answered = stage.sessions.handleCallback(stage.provider.authorize(url));
  const attempt = 'attempt' in older ? older.attempt : '';
  await until(() => stage.provider.requestsTo('/token').length === 1);
  expect(stage.view()).toMatchObject({ phase: 'finishing', attempt });
  release();
  await answered;
  expect(stage.view()).toMatchObject({ signedInBy: attempt });
});
