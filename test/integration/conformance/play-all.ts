import { expect, test } from 'vitest';
import type { Outcome, Step } from '../../servers/misbehaving/behaviour.ts';
import { behaviours } from '../../servers/misbehaving/table/all.ts';
import { play } from './play.ts';

/** Which test file plays what lies at which step: the whole table, none left out. */
export const groups = {
  discovery: 'metadata',
  keys: 'keys',
  authorization: 'answers',
  token: 'tokens',
  'id-token': 'id-tokens',
  userinfo: 'user-info',
  refresh: 'renewals',
  revocation: 'sign-outs',
  'end-session': 'sign-outs',
} as const satisfies Record<Step, string>;

export type Group = (typeof groups)[Step];

/** A test for every behaviour of a group that ends with one of these verdicts. */
export function playAll(group: Group, ...verdicts: readonly Outcome['verdict'][]): void {
  const chosen = behaviours.filter(
    ({ step, expected }) => groups[step] === group && verdicts.includes(expected.verdict),
  );
  test.each(chosen)('$id: $does', async (behaviour) => {
    expect(await play(behaviour)).toEqual(behaviour.expected);
  });
}
