import { describe, expect, test } from 'vitest';

import { attemptFailure, isTold, reasonOf } from '../../../../src/renderer/connection/told-failures.ts';
import { ada, failure } from '../../../renderer-fake/scenario.ts';

const refused = failure({ code: 'authorization-refused', what: 'The provider refused.' });

describe('failures that the state tells', () => {
  test('a new sign-in that failed while the session goes on is one of them', () => {
    expect(attemptFailure({ kind: 'signed-in', account: ada, attemptFailure: refused })).toBe(refused);
    expect(attemptFailure({ kind: 'signed-in', account: ada })).toBeNull();
    expect(attemptFailure({ kind: 'signed-out', reason: refused })).toBeNull();
  });

  test('the reason of a state is another', () => {
    expect(reasonOf({ kind: 'signed-out', reason: refused })).toBe(refused);
    expect(reasonOf({ kind: 'signed-out' })).toBeNull();
    expect(reasonOf({ kind: 'signed-in', account: ada, attemptFailure: refused })).toBeNull();
  });

  test('the action that met the same failure does not repeat it', () => {
    expect(isTold({ ...refused }, { kind: 'signed-out', reason: refused })).toBe(true);
    expect(isTold({ ...refused }, { kind: 'signed-in', account: ada, attemptFailure: refused })).toBe(true);
  });

  test('another failure is shown beside it', () => {
    expect(isTold(failure(), { kind: 'signed-out', reason: refused })).toBe(false);
    expect(isTold(refused, { kind: 'signed-out' })).toBe(false);
    expect(isTold(refused, { kind: 'draft' })).toBe(false);
  });
});
