import { describe, expect, it } from 'vitest';
import { cookieWords } from '../../../../src/renderer/requests/auth/cookie-words.ts';
import type { CookiesView } from '../../../../src/shared/cookies.ts';

const kept: CookiesView = {
  on: true,
  kept: 'sealed',
  hosts: [
    { host: '.level.test', names: ['theme'] },
    { host: 'api.acme.test', names: ['csrf', 'sid'] },
    { host: '127.0.0.1', names: ['sid'] },
  ],
  failure: null,
};
const connection = {
  apiOrigins: [
    { origin: 'https://api.acme.test' },
    { origin: 'https://*.level.test' },
    { origin: 'https://new.acme.test' },
    { origin: 'http://127.0.0.1:8080' },
  ],
};

describe('whether cookies go along, in a sentence', () => {
  it.each<[string, string]>([
    ['https://api.acme.test/v1?a={{b}}', 'The 2 cookies that are kept for api.acme.test go along'],
    ['https://one.level.test/', 'The cookie that is kept for one.level.test goes along'],
    ['http://127.0.0.1:8080/', 'The cookie that is kept for 127.0.0.1 goes along'],
    ['https://new.acme.test/', 'No cookie of new.acme.test is kept yet'],
    ['https://api.acme.test:8443/', 'No cookie goes to https://api.acme.test:8443'],
    ['http://api.acme.test/', 'No cookie goes to http://api.acme.test'],
    ['https://xlevel.test/', 'No cookie goes to https://xlevel.test'],
    ['https://{{host}}/v1', 'go along to the API origins of this connection'],
    ['{{base}}/v1', 'go along to the API origins of this connection'],
    ['', 'go along to the API origins of this connection'],
  ])('%s: %s', (url, words) => {
    expect(cookieWords(url, connection, kept)).toContain(words);
  });

  it('says nothing where none are kept, or while that is not known', () => {
    expect(cookieWords('https://api.acme.test/', connection, { ...kept, on: false })).toBeNull();
    expect(cookieWords('https://api.acme.test/', connection, null)).toBeNull();
  });
});
