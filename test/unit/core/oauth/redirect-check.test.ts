import { describe, expect, test } from 'vitest';
import {
  checkRedirect,
  parseCallback,
  transactionLifetimeMilliseconds,
} from '../../../../src/core/oauth/redirect-check.ts';
import type { RedirectOutcome } from '../../../../src/core/oauth/redirect-check.ts';
import type { CodeGrant, Transaction } from '../../../../src/core/oauth/types.ts';
import { complete } from '../../../support/results.ts';
import { callback, issuer, now, scheme, transaction } from './fixtures.ts';

const one = transaction();
const advertised = transaction({ issParameterSupported: true });

function check(url: string, running: readonly Transaction[] = [one], at = now + 1000): RedirectOutcome {
  return checkRedirect(url, running, at);
}

function refusal(url: string, running: readonly Transaction[] = [one]) {
  const outcome = check(url, running);
  if (outcome.kind !== 'refused') throw new Error(`It was ${outcome.kind}.`);
  expect(outcome.transaction).toBe(running[0]);
  return complete(outcome.failure);
}

describe('state', () => {
  test('R8+: the answer of a running sign-in gives its code', () => {
    expect(check(callback(one))).toEqual({ kind: 'grant', grant: { code: 'code-1', transaction: one } });
  });

  test.each([
    ['missing', callback(one, { state: undefined })],
    ['empty', callback(one, { state: '' })],
    ['unknown', callback(one, { state: 'another' })],
    ['of another case', callback(one, { state: one.state.toUpperCase() })],
    ['two different ones', `${callback(one)}&state=another`],
  ])('R8- R19-: a state that is %s is ignored', (_how, url) => {
    expect(check(url).kind).toBe('ignored');
  });

  test('R8-: a state that was used, so that its transaction is gone, is ignored', () => {
    expect(check(callback(one), []).kind).toBe('ignored');
  });

  test('R8-: an expired one is told to be too old, and gives no code', () => {
    const outcome = check(callback(one), [one], now + transactionLifetimeMilliseconds + 1);
    expect(outcome.kind).toBe('expired');
    expect(outcome).toMatchObject({
      failure: { code: 'callback-expired', what: 'This sign-in was too old.' },
    });
  });

  test('F21+: an answer after 60 minutes is in time', () => {
    expect(check(callback(one), [one], now + transactionLifetimeMilliseconds).kind).toBe('grant');
  });

  test('F34-: a clock that was set back by hours makes a sign-in too old, not younger', () => {
    expect(check(callback(one), [one], now - 2 * transactionLifetimeMilliseconds).kind).toBe('expired');
  });

  test('R19+: of several sign-ins the one is found that began it', () => {
    const other = transaction({ state: 'other-state', connectionId: 'connection-2' });
    expect(check(callback(other), [one, other])).toMatchObject({ grant: { transaction: other } });
  });
});

describe('address', () => {
  test('R9+: the redirect URI of its own transaction, for each spelling', () => {
    for (const redirectUri of [
      `${scheme}:/callback/tag`,
      `${scheme}://callback/tag`,
      'http://127.0.0.1:5001/callback/tag',
      'http://[::1]:5001/callback/tag',
    ]) {
      const own = transaction({ redirectUri });
      expect(check(callback(own), [own]).kind).toBe('grant');
    }
  });

  test('R9+: a scheme that the system wrote in capitals is the same scheme', () => {
    expect(check(callback(one).replace(scheme, scheme.toUpperCase())).kind).toBe('grant');
  });

  test.each([
    ['another tag', `${scheme}:/callback/zzzzzzzzzzzzzzzzzzzzzzzzzz`],
    ['a longer path', `${one.redirectUri}/x`],
    ['a slash at the end', `${one.redirectUri}/`],
    ['an authority', one.redirectUri.replace(':/', '://')],
    ['an empty authority', one.redirectUri.replace(':/', ':///')],
    ['user info', one.redirectUri.replace(':/', '://user@host/')],
    ['another scheme', one.redirectUri.replace(scheme, 'app.other')],
    ['an escaped path', one.redirectUri.replace('callback/a', 'callback/%61')],
    ['path steps', one.redirectUri.replace('callback/', 'x/../callback/')],
  ])('R9- R16-: %s is refused', (_how, address) => {
    const url = callback(one).replace(one.redirectUri, address);
    expect(refusal(url).code).toBe('callback-invalid');
  });

  test.each([
    ['another port', 'http://127.0.0.1:5002/callback/tag'],
    ['another host', 'http://localhost:5001/callback/tag'],
    ['user info', 'http://user@127.0.0.1:5001/callback/tag'],
    ['no port', 'http://127.0.0.1/callback/tag'],
    ['https', 'https://127.0.0.1:5001/callback/tag'],
  ])('R9-: %s of a loopback redirect is refused', (_how, address) => {
    const own = transaction({ redirectUri: 'http://127.0.0.1:5001/callback/tag', way: 'loopback' });
    expect(refusal(callback({ ...own, redirectUri: address }), [own]).code).toBe('callback-invalid');
  });

  test('R16-: the state of one sign-in at the address of another ends it: a mix-up', () => {
    const other = transaction({
      redirectUri: `${scheme}:/callback/other`,
      state: 'other-state',
      issuer: 'https://b.test',
    });
    const url = callback(one).replace(one.redirectUri, other.redirectUri);
    const outcome = check(url, [one, other]);
    expect(outcome).toMatchObject({ kind: 'refused', transaction: one });
  });

  test('R16-: nothing but the redirect check can make a grant: the compiler refuses it', () => {
    // @ts-expect-error -- the brand is missing
    const forged: CodeGrant = { code: 'code-1', transaction: one };
    expect(forged.code).toBe('code-1');
  });

  test('R9+: a fragment without protocol parameters is ignored', () => {
    for (const fragment of ['#_', '#', '#_=_', '#/', '#top?x=1']) {
      expect(check(callback(one, {}, fragment)).kind).toBe('grant');
    }
  });

  test.each([
    'code=x',
    'state=x',
    'iss=x',
    'error=x',
    'access_token=x',
    'id_token=x',
    '?code=x',
    '/?state=x',
    '/route?code=x',
    '_#code=x',
    'top;state=x',
  ])('R9-: the fragment #%s is refused', (fragment) => {
    expect(refusal(callback(one, {}, `#${fragment}`)).code).toBe('callback-invalid');
  });
});

describe('issuer of the answer (RFC 9207)', () => {
  test('R26+: advertised and right', () => {
    expect(check(callback(advertised, { iss: issuer }), [advertised]).kind).toBe('grant');
  });

  test.each([[undefined], ['']])('R26-: advertised and missing (%j) on a success is refused', (iss) => {
    expect(refusal(callback(advertised, { iss }), [advertised]).code).toBe('issuer-missing');
  });

  test('R26+: missing on an error answer, it is shown as that error, never as success', () => {
    const url = callback(advertised, { code: undefined, error: 'access_denied' });
    expect(refusal(url, [advertised])).toMatchObject({
      code: 'authorization-refused',
      details: { providerError: 'access_denied' },
    });
  });

  test('R27+: not advertised and right, or not there', () => {
    expect(check(callback(one, { iss: issuer })).kind).toBe('grant');
    expect(check(callback(one)).kind).toBe('grant');
  });

  test.each([`${issuer}/`, 'https://evil.example.test', issuer.toUpperCase(), `${issuer}:443`, ` ${issuer}`])(
    'R27-: %j is another issuer, advertised or not',
    (iss) => {
      expect(refusal(callback(one, { iss })).code).toBe('issuer-mismatch');
      expect(refusal(callback(advertised, { iss }), [advertised]).code).toBe('issuer-mismatch');
    },
  );

  test('R28-: an error answer of another issuer is refused for that, not shown as the error', () => {
    const url = callback(one, { code: undefined, error: 'access_denied', iss: 'https://evil.example.test' });
    const failure = refusal(url);
    expect(failure.code).toBe('issuer-mismatch');
    expect(failure.details?.providerError).toBeUndefined();
  });

  test('R28+: an error answer of the right issuer is that error', () => {
    const url = callback(advertised, { code: undefined, error: 'server_error', iss: issuer });
    expect(refusal(url, [advertised]).code).toBe('authorization-refused');
  });
});

describe('parameters', () => {
  test.each(['code=code-1', 'code=other', `state=${one.state}`, `iss=${issuer}`])(
    'R29-: %s twice is refused',
    (again) => {
      expect(refusal(`${callback(one, { iss: issuer })}&${again}`).code).toBe('callback-invalid');
    },
  );

  test('R29+: identical duplicates of an error answer reach the person as the error', () => {
    const url = callback(one, { code: undefined, error: 'access_denied', error_description: 'No.' });
    const doubled = `${url}&error=access_denied&error_description=No.&state=${one.state}`;
    expect(refusal(doubled)).toMatchObject({
      code: 'authorization-refused',
      details: { providerError: 'access_denied', providerDescription: 'No.' },
    });
  });

  test('R29-: two different errors are refused', () => {
    const url = callback(one, { code: undefined, error: 'access_denied' });
    expect(refusal(`${url}&error=server_error`).code).toBe('callback-invalid');
  });

  test('R29-: code and error at once are refused', () => {
    expect(refusal(callback(one, { error: 'access_denied' })).code).toBe('callback-invalid');
  });

  test('R29-: a name that only begins with a mark is another name', () => {
    expect(refusal(callback(one).replace('?', '??')).code).toBe('callback-invalid');
  });

  test('R15+: characters beyond ASCII stay what they are, beside a broken escape too', () => {
    const url = callback(one).replace('code-1', '%26ţ漢%');
    expect(check(url)).toMatchObject({ grant: { code: '&ţ漢%' } });
  });

  test.each(['response', 'access_token', 'id_token'])('R29- R15-: a %s parameter is refused', (name) => {
    expect(refusal(callback(one, { [name]: 'x' })).code).toBe('callback-invalid');
  });

  test('R29+: parameters that real servers add are passed over', () => {
    const url = callback(one, {
      session_state: 'x',
      scope: 'openid',
      client_id: 'other',
      nonce: 'x',
      strategy: 'y',
    });
    expect(check(url).kind).toBe('grant');
  });

  test.each([[undefined], ['']])(
    'R15-: an answer whose code is %j and that has no error is refused',
    (code) => {
      expect(refusal(callback(one, { code })).code).toBe('callback-invalid');
    },
  );

  test('R15+: a code of 1,500 characters with everything that a form can escape is taken whole', () => {
    const code = `a b+c/=%&#?${'é'.repeat(20)}${'x'.repeat(1500)}`;
    expect(check(callback(one, { code }))).toMatchObject({ grant: { code } });
  });
});

describe('an error of the provider', () => {
  test('F25+: is honoured with a live state, its words in the details', () => {
    const url = callback(one, { code: undefined, error: 'access_denied', error_description: 'You said no.' });
    expect(refusal(url).details).toEqual({
      host: 'id.example.test',
      providerError: 'access_denied',
      providerDescription: 'You said no.',
      help: {
        entry: 'declined',
        action: 'sign-in-again',
        documentation: 'https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1',
      },
    });
  });

  test('F25- R8-: without one it is ignored', () => {
    const url = callback(one, { code: undefined, state: 'x', error: 'access_denied' });
    expect(check(url).kind).toBe('ignored');
  });

  test('F25-: 5,000 characters with control characters are shown cut and inert', () => {
    const description = `\u0007\u202e<b>bold</b>\r\n${'x'.repeat(5000)}`;
    const failure = refusal(
      callback(one, { code: undefined, error: 'e\u0000vil', error_description: description }),
    );
    expect(failure.details?.providerError).toBe('e vil');
    expect(failure.details?.providerDescription).toHaveLength(200);
    expect(failure.details?.providerDescription).toMatch(/^<b>bold<\/b> x+…$/);
    expect(failure.what + failure.why + failure.next).not.toContain('bold');
  });

  test.each([
    'access_denied',
    'invalid_scope',
    'unauthorized_client',
    'invalid_request',
    'login_required',
    'server_error',
    'temporarily_unavailable',
    'something_else',
    '',
  ])('has words for %j', (error) => {
    expect(refusal(callback(one, { code: undefined, error })).code).toBe('authorization-refused');
  });
});

describe('parseCallback', () => {
  test.each([
    '',
    'x',
    ':',
    '?code=1',
    'https://id.example.test/',
    `${scheme}:`,
    `${scheme}:/`,
    `${scheme}:/callback`,
    `${scheme}:/callback/`,
    `${scheme}:/callback/tag\u0000?code=1`,
    `${scheme}:/callback/tag?code=1\n&state=2`,
  ])('F26-: %j is unknown', (url) => {
    expect(parseCallback(url).kind).toBe('unknown');
    expect(check(url).kind).toBe('ignored');
  });

  test('F26-: above 8 kB it is unknown, however it is counted', () => {
    expect(parseCallback(callback(one, { x: 'x'.repeat(8200) })).kind).toBe('unknown');
    expect(parseCallback(`${callback(one)}&x=${'é'.repeat(4090)}`).kind).toBe('unknown');
    expect(parseCallback('x'.repeat(50_000_000)).kind).toBe('unknown');
  });

  test('F26+: 8 kB are looked at', () => {
    const url = callback(one, { x: '' });
    expect(check(url + 'x'.repeat(8192 - url.length)).kind).toBe('grant');
  });

  test('R47+: the answer to a sign-out gives its state', () => {
    expect(parseCallback(`${scheme}:/logged-out?state=abc`)).toEqual({
      kind: 'logout',
      scheme,
      state: 'abc',
    });
    expect(parseCallback(`${scheme}://logged-out/?state=abc`)).toEqual({
      kind: 'logout',
      scheme,
      state: 'abc',
    });
  });

  test('R47-: with two states it is unknown, and never the answer to a sign-in', () => {
    expect(parseCallback(`${scheme}:/logged-out?state=a&state=b`).kind).toBe('unknown');
    expect(check(`${scheme}:/logged-out?state=${one.state}&code=x`).kind).toBe('ignored');
  });

  test('R48+: without a state it is still a sign-out', () => {
    expect(parseCallback(`${scheme}:/logged-out`)).toEqual({ kind: 'logout', scheme, state: null });
  });
});
