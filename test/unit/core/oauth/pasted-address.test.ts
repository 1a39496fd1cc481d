import { assert, constantFrom, property, string, tuple, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slipped } from '../../../../src/core/oauth/paste-failures.ts';
import { readPasted } from '../../../../src/core/oauth/pasted-address.ts';
import { complete } from '../../../support/results.ts';

const signIn = 'https://id.example.test/authorize?client_id=client-1&response_type=code';
const whole =
  'http://127.0.0.1:40123/callback/abcdefghijklmnopqrstuvwxyz?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj-af0ifjsldkj';
const read = (text: string) => readPasted(text, signIn);

describe('an address that was wrapped on its way', () => {
  test.each([
    ['as it is', whole],
    ['with white space around', `\n\t  ${whole}  \r\n`],
    ['broken by a terminal', whole.replace('SplxlO', 'SplxlO\n').replace('&state', '\r\n&state')],
    ['broken and indented', whole.replaceAll('/', '\n      /')],
    ['quoted in a mail', `> ${whole.slice(0, 60)}\n> ${whole.slice(60)}`],
    ['quoted twice', `>> ${whole.slice(0, 60)}\n>> ${whole.slice(60)}`],
    ['in brackets', `<${whole}>`],
    ['in quotes', `“${whole}”`],
    ['with characters that nobody sees', `\ufeff${whole.replace('?', '\u200b?')}\u00a0`],
    ['as a browser shows it', whole.replace('http://', '')],
  ])('%s it is the address', (_, text) => {
    expect(read(text)).toEqual({ kind: 'callback', url: whole });
  });

  test('both spellings of this computer, and a provider’s no', () => {
    const local = whole.replace('127.0.0.1', 'localhost');
    expect(read(local)).toEqual({ kind: 'callback', url: local });
    const six = whole.replace('127.0.0.1', '[::1]');
    expect(read(six)).toEqual({ kind: 'callback', url: six });
    expect(read(whole.replace('code=', 'error=')).kind).toBe('callback');
  });

  test('wherever it is broken, it is the same address', () => {
    const breaks = array(tuple(constantFrom('\n', '\r\n', ' ', '\t', '\u200b'), string({ maxLength: 0 })));
    assert(
      property(breaks, (parts) => {
        const step = Math.max(1, Math.floor(whole.length / (parts.length + 1)));
        const text = parts.reduce((sofar, [space], at) => {
          const place = Math.min(sofar.length, (at + 1) * step);
          return `${sofar.slice(0, place)}${space}${sofar.slice(place)}`;
        }, whole);
        expect(read(text)).toEqual({ kind: 'callback', url: whole });
      }),
      { numRuns: 300 },
    );
  });
});

describe('a slip', () => {
  test.each([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t\u200b', 'empty'],
    ['the end is missing', whole.slice(0, whole.indexOf('&state')), 'cut-off'],
    ['only the address before the question mark', whole.slice(0, whole.indexOf('?')), 'cut-off'],
    ['only its beginning', 'http://127.0.0.1:40123/call', 'cut-off'],
    ['the beginning is missing', whole.slice(whole.indexOf('?')), 'cut-off'],
    ['neither code nor error', whole.replace('code=', 'cod='), 'cut-off'],
    ['the code', 'SplxlOBeZQQYbYS6WxSbIA', 'code-alone'],
    ['the code with its name', 'code=SplxlOBeZQQYbYS6WxSbIA', 'code-alone'],
    ['the code in two lines', 'SplxlOBeZQQ\nYbYS6WxSbIA', 'code-alone'],
    ['the authorization address', `${signIn}&state=x&redirect_uri=http%3A%2F%2F127.0.0.1`, 'sign-in-page'],
    ['a page of the provider', 'https://id.example.test/login?step=2', 'sign-in-page'],
    ['the text of Chrome’s page', 'This site can’t be reached\n127.0.0.1 refused to connect.', 'page-text'],
    ['the text of Firefox’s page', 'Unable to connect\n\nFirefox can’t establish a connection', 'page-text'],
    ['the text of Safari’s page', 'Safari Can’t Connect to the Server', 'page-text'],
    ['an error’s name', 'Webpage error ERR_CONNECTION_REFUSED', 'page-text'],
    ['an app link', 'app.latchkey.desktop:/callback/abc?code=1&state=2', 'app-link'],
    ['another web page', 'https://example.test/', 'something-else'],
    ['a callback at another host', whole.replace('127.0.0.1', 'evil.test'), 'something-else'],
    ['another page of this computer', 'http://localhost:3000/index.html', 'something-else'],
    ['a sentence', 'please let me in', 'something-else'],
    ['a word', 'hello', 'something-else'],
    ['a script', 'javascript:alert(1)', 'something-else'],
  ] as const)('%s', (_, text, kind) => {
    expect(read(text)).toEqual({ kind });
    complete(slipped(kind));
  });

  test('each has words of its own', () => {
    const kinds = [
      'empty',
      'cut-off',
      'code-alone',
      'sign-in-page',
      'page-text',
      'app-link',
      'something-else',
    ] as const;
    const words = kinds.map((kind) => slipped(kind).what);
    expect(new Set(words).size).toBe(kinds.length);
  });

  test('a development server on this computer has its own pages', () => {
    const local = 'http://127.0.0.1:4480/auth?client_id=1';
    expect(readPasted(local, local).kind).toBe('sign-in-page');
    expect(readPasted('http://127.0.0.1:4480/interaction/abc', local).kind).toBe('sign-in-page');
    expect(readPasted(whole, local).kind).toBe('callback');
  });

  test('no text whatever throws', () => {
    assert(
      property(string({ maxLength: 60 }), (text) => {
        expect(read(text).kind).not.toBe('callback');
      }),
    );
  });
});
