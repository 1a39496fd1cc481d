import { describe, expect, it } from 'vitest';
import {
  judgeRedirect,
  type AuthorizationAnswer,
} from '../../../../../src/core/doctor/connection/judge-redirect.ts';
import { noAnswer } from '../../../../../src/core/failures/no-answer.ts';
import { cognito } from '../../../../../src/core/providers/presets/cognito.ts';
import { entra } from '../../../../../src/core/providers/presets/entra.ts';
import { keycloak } from '../../../../../src/core/providers/presets/keycloak.ts';
import type { ProviderPreset } from '../../../../../src/core/providers/presets/preset.ts';
import type { Finding } from '../../../../../src/shared/doctor.ts';
import { fail, succeed } from '../../../../../src/shared/result.ts';

const redirectUri = 'app.latchkey.desktop:/callback/mfrggzdfmztwq2lknnwg23tpob';

function judge(answer: Partial<AuthorizationAnswer>, preset: ProviderPreset = keycloak): Finding {
  const asked = { redirectUri, host: 'id.example.test', preset };
  return judgeRedirect(asked, succeed({ status: 200, location: null, page: '', ...answer }));
}

const moved = (location: string): Partial<AuthorizationAnswer> => ({ status: 302, location });

describe('an answer that comes by the redirect address says that it is registered', () => {
  it.each([
    ['good', `${redirectUri}?code=c&state=s`],
    ['good', `${redirectUri}?error=login_required&state=s`],
    ['good', `${redirectUri}#error=interaction_required`],
    ['wrong', `${redirectUri}?error=invalid_scope&state=s`],
    ['wrong', `${redirectUri}?error=unauthorized_client`],
  ])('%s: %s', (verdict, location) => {
    const found = judge(moved(location));
    expect(found.verdict).toBe(verdict);
    expect(found.what).toContain('takes this redirect address');
  });

  it('and nothing of what it carries is kept', () => {
    const found = judge(moved(`${redirectUri}?error=access_denied&state=st-secret&code=co-secret`));
    expect(JSON.stringify(found)).not.toMatch(/st-secret|co-secret/);
  });

  it('but one that only begins like it is another address', () => {
    expect(judge(moved(`${redirectUri}evil?error=invalid_scope`)).what).not.toContain(
      'takes this redirect address, and',
    );
  });
});

describe('a redirect elsewhere', () => {
  it.each([
    ['good', 'https://id.example.test/login?session_id=1', keycloak],
    ['good', '/u/login?state=abc', keycloak],
    [
      'wrong',
      'https://acme.auth.eu-west-1.amazoncognito.com/error?error=redirect_mismatch&client_id=c',
      cognito,
    ],
    ['wrong', '/home/error?errorId=CfDJ8', keycloak],
    ['wrong', 'https://accounts.google.com/signin/oauth/error?authError=x', keycloak],
    ['note', 'https://[', keycloak],
  ] as const)('%s: %s', (verdict, location, preset) => {
    const found = judge(moved(location), preset);
    expect(found.verdict).toBe(verdict);
    expect(found.help).toBe(verdict === 'wrong' ? 'copy-redirect-address' : undefined);
  });

  it('to a page about an error that the catalogue knows is told in its words', () => {
    const { what, next } = judge(moved('/error?error=redirect_mismatch'), cognito);
    expect(what).toMatch(/callback URL|redirect address/i);
    expect(next).toMatch(/Cognito/);
  });
});

describe('a page', () => {
  const form = '<form><input name="user"><input type="password"></form>';
  it.each([
    ['good', { page: form }, keycloak],
    ['good', { page: '<INPUT TYPE=email>' }, keycloak],
    ['note', { page: '<div id="root"></div>' }, keycloak],
    ['note', { page: '<script>var e = "Invalid parameter: redirect_uri"</script>' }, keycloak],
    ['note', { status: 403, page: 'Are you a robot?' }, keycloak],
    ['note', { status: 429, page: 'Slow down.' }, keycloak],
    ['wrong', { page: '<p>AADSTS50011: The redirect URI does not match.</p>' }, entra],
    ['wrong', { status: 400, page: '<p>Invalid parameter: redirect_uri</p>' }, keycloak],
    ['wrong', { status: 400, page: '<p>moon phase</p>' }, keycloak],
    ['wrong', { status: 400, page: '{"error":"invalid_request"}' }, keycloak],
    ['wrong', { status: 404 }, keycloak],
    ['wrong', { status: 503 }, keycloak],
  ] as const)('is %s: %j', (verdict, answer, preset) => {
    expect(judge(answer, preset).verdict).toBe(verdict);
  });

  it('F8+: of any making is looked at in one pass', () => {
    for (const part of ['<', '<script', '<input ', '<script>', '&quot;', 'moon=']) {
      const page = part.repeat(Math.ceil(131_072 / part.length));
      expect(judge({ status: 400, page }).verdict).toBe('wrong');
      expect(judge({ page }).verdict).toBe('note');
    }
  });

  it('F8+: in which letters grow when they are made small comes to an end, and its words are found', () => {
    const grows = '\u0130';
    expect(judge({ page: `${grows.repeat(9)}<script>` }).verdict).toBe('note');
    const hidden = `${grows.repeat(9)}<SCRIPT>x</SCRIPT><p>AADSTS50011: The redirect URI does not match.</p>`;
    expect(judge({ page: hidden }, entra).verdict).toBe('wrong');
  });
});

describe('no answer', () => {
  it('is wrong, but for a page that is only too long', () => {
    const asked = { redirectUri, host: 'id.example.test', preset: keycloak };
    const gone = fail(noAnswer('connection-failed', 'id.example.test', 'provider'));
    expect(judgeRedirect(asked, gone).verdict).toBe('wrong');
    const long = fail({ code: 'answer-too-large', what: 'It is too large.', why: '', next: '' } as const);
    expect(judgeRedirect(asked, long).verdict).toBe('note');
  });
});
