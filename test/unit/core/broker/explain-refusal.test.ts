import { describe, expect, it } from 'vitest';
import { explainRefusal, type Refused } from '../../../../src/core/broker/explain-refusal.ts';

function explain(challenge: string | null, changes: Partial<Refused> = {}) {
  return explainRefusal({
    status: 401,
    headers: challenge === null ? [] : [['WWW-Authenticate', challenge]],
    authorized: true,
    repeated: false,
    askable: null,
    ...changes,
  });
}

describe('what a refusal means', () => {
  it.each([200, 302, 400, 404, 407, 429, 500])('an answer with %i is explained by nobody', (status) => {
    expect(explain('Bearer error="invalid_token"', { status })).toBeNull();
  });

  it('every explanation says what, why and what next', () => {
    const challenges = [
      null,
      'Bearer',
      'Bearer error="invalid_token"',
      'Bearer error="insufficient_scope"',
      'Bearer error="insufficient_user_authentication"',
      'DPoP algs="ES256"',
      'Basic realm="x"',
      'Newest abc=',
      '"broken',
    ];
    for (const status of [401, 403]) {
      for (const authorized of [true, false]) {
        for (const challenge of challenges) {
          const advice = explain(challenge, { status, authorized });
          expect([advice?.what, advice?.why, advice?.next].map((words) => (words ?? '').length > 10)).toEqual(
            [true, true, true],
          );
        }
      }
    }
  });

  it('a token that was refused twice is told as such, with the API’s own words', () => {
    const advice = explain('Bearer realm="x", error="invalid_token", error_description="The token expired"', {
      repeated: true,
    });
    expect(advice).toMatchObject({ what: 'The API does not accept your sign-in.' });
    expect(advice?.why).toContain('renewed once');
    expect(advice?.why).toContain('“The token expired”');
    expect(explain('Bearer error="invalid_token"')?.why).toBe('It says: invalid_token.');
    expect(explain('Bearer')?.why).toBe('It does not say why.');
  });

  it('a permission that is missing is named (RFC 6750 §3.1), whatever the status', () => {
    for (const status of [401, 403]) {
      expect(
        explain('Bearer error="insufficient_scope", scope="notes:write notes:admin"', { status }),
      ).toMatchObject({
        why: 'It names notes:write notes:admin.',
        next: expect.stringContaining('scopes') as unknown,
      });
    }
    expect(explain('Bearer error=insufficient_scope', { status: 403 })?.why).toBe('It does not say which.');
  });

  it('R84+ R63-: what can be asked for is offered, and what is there already is not', () => {
    const challenge = 'Bearer error="insufficient_scope", scope="notes:write"';
    const next = explain(challenge, { status: 403, askable: ['notes:write'] })?.next;
    expect(next).toContain('“Ask for it”');
    // While the provider cannot be reached, or is refused, that button is not there.
    expect(next).toContain('“Need one more permission?” in the Session tab');
    expect(explain(challenge, { status: 403, askable: [] })?.next).toContain('does not help');
  });

  it('R61+: a stronger sign-in is told with what the API accepts, as tokens or quoted', () => {
    for (const challenge of [
      'Bearer error="insufficient_user_authentication", acr_values="myACR other", max_age="300"',
      'Bearer error=insufficient_user_authentication, acr_values="myACR other", max_age=300',
    ]) {
      expect(explain(challenge)?.why).toBe(
        'It accepts these levels: myACR other. The sign-in may be 300 seconds old at most.',
      );
    }
  });

  it('R61-: an age that is no number is not repeated', () => {
    const advice = explain('Bearer error="insufficient_user_authentication", max_age="soon"');
    expect(advice?.what).toContain('stronger or fresher');
    expect(advice?.why).not.toContain('soon');
  });

  it('a request without the sign-in is told so, with what the API asks for', () => {
    expect(explain('Bearer, Basic realm="x"', { authorized: false })?.why).toBe(
      'The request went there without yours. It asks for an access token (Bearer) or a user name and password (Basic).',
    );
    expect(explain(null, { authorized: false, status: 403 })?.what).toBe('The API refuses this request.');
  });

  it('another kind of sign-in is named, a bound one too', () => {
    expect(explain('Basic realm="x"')?.why).toContain('a user name and password (Basic)');
    expect(explain('Strange x="y"')?.why).toContain('strange');
    expect(explain('DPoP algs="ES256"')?.what).toContain('bound to a key');
    expect(explain('Bearer, DPoP algs="ES256"')?.what).toBe('The API does not accept your sign-in.');
  });

  it('a 403 without a reason says that there is none', () => {
    expect(explain(null, { status: 403 })).toMatchObject({
      what: 'The API knows the sign-in, and refuses.',
      why: 'It does not say why.',
    });
  });

  it('what the API says is inert and cut to length', () => {
    const advice = explain(`Bearer error="x", error_description="\u202Eevil\r\n${'a'.repeat(5000)}"`);
    expect(advice?.why).not.toMatch(/[\u202E\r\n]/);
    expect(advice?.why.length).toBeLessThan(300);
  });
});
