import { describe, expect, it } from 'vitest';
import { leftBehindWords } from '../../../../src/renderer/requests/redirect-words.ts';
import type { Hop } from '../../../../src/shared/request.ts';

function hop(leftBehind: readonly string[], from = 'https://a.test/x', to = 'https://b.test/y'): Hop {
  return { status: 302, from: { method: 'GET', url: from }, to: { method: 'GET', url: to }, leftBehind };
}

describe('what a redirect cost', () => {
  it('is nothing where everything went along, or only the body became none', () => {
    expect(leftBehindWords([])).toBeNull();
    expect(leftBehindWords([hop([]), hop(['Request body'])])).toBeNull();
  });

  it('is told of the hop where it happened', () => {
    const line = 'A redirect left https://b.test for https://c.test:8443, so your sign-in did not go along.';
    expect(leftBehindWords([hop([]), hop(['Sign-in'], 'https://b.test/y', 'https://c.test:8443/z')])).toBe(
      line,
    );
  });

  it('is listed', () => {
    expect(leftBehindWords([hop(['Sign-in', 'X-A', 'X-B', 'Request body'])])).toContain(
      'so your sign-in, X-A and X-B did not go along',
    );
  });
});
