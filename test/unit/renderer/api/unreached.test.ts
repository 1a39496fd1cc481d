import { expect, test } from 'vitest';

import { isUnreached } from '../../../../src/renderer/api/unreached.ts';
import type { FailureCode } from '../../../../src/shared/failure.ts';
import { failure } from '../../../renderer-fake/scenario.ts';

test.each<[FailureCode, boolean]>([
  ['name-not-resolved', true],
  ['provider-unavailable', true],
  ['metadata-not-found', false],
  ['certificate-invalid', false],
])('%s: a provider that cannot be asked now is %s', (code, unreached) => {
  expect(isUnreached(failure({ code }))).toBe(unreached);
});
