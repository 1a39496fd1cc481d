import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';

import type { Failure } from '../../../src/shared/failure.ts';
import { ada, connection, failure, scenario, type Scenario } from '../../renderer-fake/scenario.ts';
import { testPages } from '../../renderer-fake/test-pages.ts';

const pages = testPages();

const taken = failure({
  code: 'scheme-taken',
  what: 'The sign-in was not begun. The browser would come back to another app.',
  why: 'This computer opens Latchkey’s links (“app.latchkey.desktop:”) with “Other App”.',
  next: 'Press “Repair and sign in” to have Latchkey open them instead. Or use another way.',
  details: { otherWays: ['loopback'] },
});
const unchecked = failure({ code: 'scheme-unchecked', what: 'Nobody could say.', details: {} });

async function open(reason: Failure, more: Partial<Scenario> = {}): Promise<Page> {
  const asked = connection('Acme staging', { kind: 'signed-out', reason });
  const opened = await pages.open(scenario({ connections: [asked], ...more }), {});
  await opened.page.getByText(reason.what).waitFor();
  return opened.page;
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

const calls = (page: Page): Promise<unknown[]> =>
  page.evaluate(() =>
    window.latchkeyFake.calls
      .filter(({ command }) => ['signIn', 'repairScheme', 'cancelSignIn'].includes(command))
      .map(({ command, input }) => {
        const way: unknown = Reflect.get(Object(input), 'way');
        return [command, way ?? null];
      }),
  );

test('F30+: Repair and sign in repairs first, then signs in by the scheme', async () => {
  const page = await open(taken);
  expect(await page.getByText(taken.what).count()).toBe(1);
  await button(page, 'Repair and sign in').click();
  await page.getByRole('region', { name: 'Sign in' }).waitFor();
  expect(await calls(page)).toStrictEqual([
    ['repairScheme', null],
    ['signIn', 'scheme'],
  ]);
});

test('F30-: a repair that the system refused is said, and no sign-in begins', async () => {
  const refused = failure({ code: 'scheme-not-repaired', what: 'The repair did not work.', details: {} });
  const page = await open(taken, { failures: { repairScheme: refused } });
  await button(page, 'Repair and sign in').click();
  await page.getByText('The repair did not work.').waitFor();
  expect(await calls(page)).toStrictEqual([['repairScheme', null]]);
  await button(page, 'Another way').click();
  await page.getByRole('region', { name: 'Sign in' }).waitFor();
});

test('F30+: the other ways are offered where there are any, and only there', async () => {
  const page = await open(taken);
  await button(page, 'Another way').click();
  await page.getByRole('region', { name: 'Sign in' }).waitFor();
  expect(await calls(page)).toStrictEqual([['signIn', 'loopback']]);
  await pages.opened().close();
  const both = await open({ ...taken, details: { otherWays: ['loopback', 'device'] } });
  await button(both, 'Another way').waitFor();
  await button(both, 'Sign in with a code').click();
  await both.getByRole('region', { name: 'Sign in' }).waitFor();
  expect(await calls(both)).toStrictEqual([['signIn', 'device']]);
  await pages.opened().close();
  const without = await open({ ...taken, details: { otherWays: [] } });
  await button(without, 'Repair and sign in').waitFor();
  expect(await button(without, 'Another way').count()).toBe(0);
  expect(await button(without, 'Sign in with a code').count()).toBe(0);
});

test('F30+: what nobody knows can be tried; there is nothing to repair', async () => {
  const page = await open(unchecked);
  expect(await button(page, 'Repair and sign in').count()).toBe(0);
  await button(page, 'Sign in anyway').click();
  await page.getByRole('region', { name: 'Sign in' }).waitFor();
  expect(await calls(page)).toStrictEqual([['signIn', 'scheme']]);
});

test.each([
  ['Repair and sign in', taken],
  ['Another way', taken],
  ['Sign in anyway', unchecked],
] as const)(
  'R79+ F30+: %s carries on with another account, where that was asked for',
  async (name, reason) => {
    const page = await open({ ...reason, details: { ...reason.details, anotherAccount: true } });
    await button(page, name).click();
    await page.getByRole('region', { name: 'Sign in' }).waitFor();
    const inputs = await page.evaluate(() =>
      window.latchkeyFake.calls.filter(({ command }) => command === 'signIn').map(({ input }) => input),
    );
    expect(inputs).toMatchObject([{ anotherAccount: true }]);
  },
);

test('declined, it goes', async () => {
  const page = await open(taken);
  await button(page, 'Cancel').click();
  await page.getByText(taken.what).waitFor({ state: 'detached' });
  expect(await calls(page)).toStrictEqual([['cancelSignIn', null]]);
});

test('F30+: it is offered beside a session that goes on, too', async () => {
  const { page } = await pages.open(
    scenario({
      connections: [connection('Acme', { kind: 'signed-in', account: ada, attemptFailure: taken })],
    }),
    {},
  );
  await button(page, 'Sign out').waitFor();
  await button(page, 'Repair and sign in').waitFor();
  expect(await pages.opened().axe()).toStrictEqual([]);
});
