import { describe, expect, it } from 'vitest';
import { judgePage } from '../../support/provider-pages/judge-page.ts';
import type { Answer } from '../../support/provider-pages/judge-page.ts';
import type { Control, PageFacts } from '../../support/provider-pages/page-facts.ts';

type Shown = Partial<Omit<Control, 'index' | 'kind' | 'words'>> & Pick<Control, 'kind' | 'words'>;

/** A page with these controls, in one form unless they say otherwise. */
function page(shown: readonly Shown[], text = 'Welcome'): PageFacts {
  const rest = { autocomplete: '', filled: false, checked: false, required: false, enabled: true, form: 0 };
  const controls = shown.map((control, index) => ({ ...rest, ...control, index }));
  return { address: 'http://127.0.0.1/', document: 1, controls, text };
}

/** The answer by the words of what it uses. */
function said(answer: Answer): readonly (string | null)[] {
  if (answer.kind === 'stuck') return [answer.why];
  const fields = answer.kind === 'fill' ? [answer.user, answer.password] : [];
  return [
    answer.kind,
    ...[...fields, ...answer.check, answer.press].map((control) => control?.words ?? null),
  ];
}

const signIn = { kind: 'sign-in', user: 'ada@example.test' } as const;
const signOut = { kind: 'sign-out', user: 'ada@example.test' } as const;

const text = (words: string, more: Partial<Shown> = {}): Shown => ({ ...more, kind: 'text', words });
const button = (words: string, more: Partial<Shown> = {}): Shown => ({ ...more, kind: 'button', words });
const link = (words: string): Shown => ({ kind: 'link', words, form: null });
const password: Shown = { kind: 'password', words: 'password' };

describe('a page of a provider, as somebody answers it who knows a name and a password', () => {
  it.each<[what: string, shown: readonly Shown[], expected: readonly (string | null)[]]>([
    [
      'name and password together, with side paths around them',
      [
        link('forgot password?'),
        text('username or email username'),
        password,
        button('show password'),
        { kind: 'checkbox', words: 'remember me' },
        button('sign in login'),
        link('register'),
      ],
      ['fill', 'username or email username', 'password', 'sign in login'],
    ],
    [
      'the name alone',
      [text('email, phone or skype'), button('next')],
      ['fill', 'email, phone or skype', null, 'next'],
    ],
    [
      'a form below the ways in of others',
      [text('email'), button('continue with google'), button('sign in with a passkey'), button('continue')],
      ['fill', 'email', null, 'continue'],
    ],
    [
      'the password alone',
      [password, button('back'), button('verify')],
      ['fill', null, 'password', 'verify'],
    ],
    ['a form without a button', [text('login'), password], ['fill', 'login', 'password', null]],
    [
      'a name whose field says nothing, beside another form',
      [text('search user', { form: 1 }), text('x1'), password, button('go')],
      ['fill', 'x1', 'password', 'go'],
    ],
    [
      'terms that have to be ticked',
      [password, { kind: 'checkbox', words: 'i accept', required: true }, button('log in')],
      ['fill', null, 'password', 'i accept', 'log in'],
    ],
    [
      'a consent, the refusing button first',
      [button('cancel'), button('allow access')],
      ['press', 'allow access'],
    ],
    ['a consent in words of its own', [button('no'), button('yes')], ['press', 'yes']],
    [
      'accounts to choose from',
      [
        button('grace grace@example.test'),
        button('ada lovelace ada@example.test'),
        link('use another account'),
      ],
      ['press', 'ada lovelace ada@example.test'],
    ],
    [
      'the code that a device shows, filled in',
      [text('user_code code', { filled: true }), button('continue')],
      ['press', 'continue'],
    ],
    [
      'a button that is switched off beside one that is not',
      [password, button('sign in', { enabled: false }), button('log in')],
      ['fill', null, 'password', 'log in'],
    ],
    ['only links', [link('privacy policy'), link('continue')], ['press', 'continue']],
  ])('goes on at %s', (_what, shown, expected) => {
    expect(said(judgePage(page(shown), signIn))).toEqual(expected);
  });

  it.each<[what: string, shown: readonly Shown[], why: RegExp]>([
    ['a second factor', [text('code', { autocomplete: 'one-time-code' }), button('verify')], /second factor/],
    ['a second factor by name', [text('enter your verification code otp'), button('next')], /second factor/],
    ['a new password', [password, password, button('submit')], /new password/],
    ['an error', [link('back to application'), link('help')], /it says “We are sorry: Invalid parameter”/],
    ['only ways out', [button('cancel'), button('register')], /nothing to fill in or to press/],
  ])('stops at %s, and says why', (_what, shown, why) => {
    const answer = judgePage(page(shown, 'We are sorry: Invalid parameter'), signIn);
    expect(answer.kind).toBe('stuck');
    expect(said(answer)[0]).toMatch(why);
  });

  it.each<[what: string, shown: readonly Shown[], expected: readonly (string | null)[]]>([
    ['a question', [button('no, stay'), button('yes, sign me out')], ['press', 'yes, sign me out']],
    [
      'a page with a link',
      [link('click here to return to the app application')],
      ['press', 'click here to return to the app application'],
    ],
    ['a page with a button', [button('log out')], ['press', 'log out']],
  ])('signs out at %s', (_what, shown, expected) => {
    expect(said(judgePage(page(shown), signOut))).toEqual(expected);
  });

  it('has a page without anything said as that', () => {
    expect(said(judgePage(page([], ''), signOut))[0]).toContain('it says nothing');
  });
});
