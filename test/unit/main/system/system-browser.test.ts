import { describe, expect, it } from 'vitest';
import { createSystemBrowser, maximumBrowserUrlLength } from '../../../../src/main/system/system-browser.ts';

function setUp() {
  const opened: string[] = [];
  const browser = createSystemBrowser((url) => {
    opened.push(url);
    return Promise.resolve();
  });
  return { browser, opened };
}

describe('createSystemBrowser', () => {
  it('R1+: the authorization request goes to the system’s browser', async () => {
    const { browser, opened } = setUp();
    const urls = [
      'https://acme.okta.com/authorize?client_id=x',
      'http://127.0.0.1:4480/auth',
      'http://[::1]:1/',
      'http://localhost:3/',
    ];
    for (const url of urls) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await browser.open(url);
    }
    expect(opened).toEqual(urls);
  });

  it('R1-: no other scheme reaches the operating system, where it could start a program', async () => {
    const { browser, opened } = setUp();
    const urls = [
      'http://acme.okta.com/authorize',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://host/share',
      'ms-msdt:/id',
      'app.latchkey.desktop:/callback/x',
      'https://user:password@acme.test/',
      'http://127.0.0.1.evil.test/',
      'https://acme.test/ --extra',
      '-n',
      '',
    ];
    const refused = await Promise.allSettled(urls.map((url) => browser.open(url)));
    expect(refused.map(({ status }) => status)).toEqual(urls.map(() => 'rejected'));
    expect(opened).toEqual([]);
  });

  it('R85+: an address of 2,000 characters is handed over as it is', async () => {
    const { browser, opened } = setUp();
    const url = 'https://acme.test/authorize?scope='.padEnd(maximumBrowserUrlLength, 'a');
    await browser.open(url);
    expect(opened).toEqual([url]);
  });

  it('R85-: a longer one, or one with an ID token, never reaches a command line', async () => {
    const { browser, opened } = setUp();
    await expect(
      browser.open('https://acme.test/?a='.padEnd(maximumBrowserUrlLength + 1, 'a')),
    ).rejects.toThrow('2001');
    const token = browser.open('https://acme.test/logout?id_token_hint=eyJhbGciOiJSUzI1NiJ9.e30.c2ln');
    await expect(token).rejects.toThrow('carries an ID token');
    await expect(token).rejects.not.toThrow('eyJ');
    expect(opened).toEqual([]);
  });
});
