import { expect, test } from 'vitest';

import { offeredActions } from '../../../../src/renderer/connection/session-actions.ts';
import { everyState } from '../../../renderer-fake/scenario.ts';

test('each state offers the action that makes sense in it', () => {
  const main = Object.fromEntries(
    everyState().map(({ session }) => [session.kind, offeredActions(session.kind).main]),
  );
  expect(main).toStrictEqual({
    'signed-in': 'sign-out',
    draft: 'continue-setting-up',
    'signed-out': 'sign-in',
    'waiting-for-browser': null,
    'another-account': null,
    'signed-in-until': 'sign-in',
    renewing: 'sign-out',
    offline: 'try-now',
    'provider-unavailable': 'try-now',
    'needs-fix': 'sign-in',
    'needs-sign-in': 'sign-in',
    locked: 'unlock',
    'more-access-needed': 'ask-for-access',
    'memory-only': 'sign-out',
    'not-saved': 'try-now',
    'set-aside': 'sign-in',
    'signing-out': 'forget-sign-out',
    'clock-wrong': 'open-clock-settings',
  });
});

test('wherever one can sign in, one can do it with another account', () => {
  const without = everyState()
    .map(({ session }) => session.kind)
    .filter((kind) => offeredActions(kind).main === 'sign-in')
    .filter((kind) => !offeredActions(kind).menu.includes('use-another-account'));
  expect(without).toStrictEqual([]);
});

test('before the keyring was asked nothing is offered', () => {
  expect(offeredActions('opening')).toStrictEqual({ main: null, beside: [], menu: [] });
});
