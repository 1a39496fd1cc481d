import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { array, assert, constantFrom, property } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, createNonce } from '../../../../src/main/window/content-security-policy.ts';
import { isPageUrl, pageFile, pageUrl } from '../../../../src/main/window/page-files.ts';
import { createPageHandler } from '../../../../src/main/window/page-protocol.ts';

const folder = '/opt/latchkey/out/app/renderer';

/** What ways out of a folder are made of. */
const pieces = [
  '..',
  '.',
  '/',
  '\\',
  '%2e',
  '%2F',
  '%5c',
  '%00',
  '%',
  '?',
  '#',
  ':',
  '@',
  ' ',
  'a',
  'é',
  '\u2025',
];

describe('pageFile', () => {
  it('finds the files of the page', () => {
    expect(pageFile(pageUrl, folder)).toEqual({
      path: join(folder, 'index.html'),
      mediaType: 'text/html; charset=utf-8',
      document: true,
    });
    expect(pageFile('app://latchkey/assets/index-abc.js?v=1#x', folder)?.path).toBe(
      join(folder, 'assets/index-abc.js'),
    );
  });

  it('refuses every way out of the folder', () => {
    for (const path of [
      '/..%2f..%2fmain/index.js',
      '/%2e%2e%2fmain/index.js',
      '/assets/..%5c..%5cmain/index.js',
      '/assets/%00.js',
      '/%E0%A4%A.js',
      '//etc/passwd',
      '/c:/windows/system.js',
      '/',
      '/index.cjs',
      '/.env',
    ]) {
      expect(pageFile(`app://latchkey${path}`, folder)).toBeNull();
    }
  });

  it('never names a file outside of the folder', () => {
    assert(
      property(array(constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const file = pageFile(`app://latchkey/${parts.join('')}.js`, folder);
        expect(file === null || file.path.startsWith(`${folder}/`)).toBe(true);
      }),
    );
  });

  it('R1-: no other origin is served, whatever its path', () => {
    for (const url of [
      'https://latchkey/index.html',
      'https://acme.okta.com/authorize',
      'app://user@latchkey.test/index.html',
      'app://elsewhere/index.html',
      'app://latchkey:80/index.html',
      'app://latchkey.evil/index.html',
      'app:/latchkey/index.html',
      'file:///index.html',
      '',
    ]) {
      expect(pageFile(url, folder)).toBeNull();
      expect(isPageUrl(url)).toBe(false);
    }
  });
});

describe('contentSecurityPolicy', () => {
  it('allows own scripts only, never inline, and inline style by nonce only', () => {
    const policy = contentSecurityPolicy('bm9uY2U=');
    expect(policy).not.toMatch(/unsafe|\*|https?:|blob:/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'nonce-bm9uY2U='");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('makes a nonce of 128 bits for each load', () => {
    const nonces = Array.from({ length: 100 }, createNonce);
    expect(new Set(nonces).size).toBe(100);
    for (const nonce of nonces) {
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    }
  });
});

describe('createPageHandler', () => {
  let page: string;

  beforeEach(async () => {
    page = join(await mkdtemp(join(tmpdir(), 'latchkey-page-')), 'renderer');
    await mkdir(page);
    await writeFile(
      join(page, 'index.html'),
      '<meta content="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>',
    );
    await writeFile(join(page, 'app.js'), 'const text = "__CSP_NONCE__";');
    await writeFile(join(page, '..', 'secret.js'), 'secret');
  });
  afterEach(async () => {
    await rm(join(page, '..'), { recursive: true });
  });

  it('serves the document with a policy and a nonce of this load', async () => {
    const handle = createPageHandler(page, () => false);
    const first = await handle({ url: pageUrl });
    const second = await handle({ url: pageUrl });
    const nonce = /'nonce-([^']+)'/.exec(first.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
    expect(await first.text()).toBe(`<meta content="${nonce}"><style nonce="${nonce}"></style>`);
    expect(second.headers.get('content-security-policy')).not.toContain(nonce);
    expect(first.headers.get('x-content-type-options')).toBe('nosniff');
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  it('says whether the first run begins, as it is at each load', async () => {
    await writeFile(join(page, 'index.html'), '<div data-first-run="__FIRST_RUN__"></div>');
    let firstRun = true;
    const handle = createPageHandler(page, () => firstRun);
    expect(await (await handle({ url: pageUrl })).text()).toBe('<div data-first-run="true"></div>');
    firstRun = false;
    expect(await (await handle({ url: pageUrl })).text()).toBe('<div data-first-run="false"></div>');
  });

  it('serves a script as it is', async () => {
    const answer = await createPageHandler(page, () => false)({ url: 'app://latchkey/app.js' });
    expect(await answer.text()).toBe('const text = "__CSP_NONCE__";');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('gives a script a policy of its own: as a worker it would have none', async () => {
    const handle = createPageHandler(page, () => false);
    await writeFile(join(page, 'app.css'), '');
    const policyOf = async (name: string): Promise<string | null> =>
      (await handle({ url: `app://latchkey/${name}` })).headers.get('content-security-policy');
    expect(await policyOf('app.js')).toBe("default-src 'none'; require-trusted-types-for 'script'");
    expect(await policyOf('app.css')).toBeNull();
  });

  it('answers 404 to everything else', async () => {
    const handle = createPageHandler(page, () => false);
    for (const url of [
      'app://latchkey/missing.js',
      'app://latchkey/..%2fsecret.js',
      'app://other/app.js',
      'https://evil.test/app.js',
    ]) {
      const answer = await handle({ url });
      expect(answer.status).toBe(404);
      expect(await answer.text()).toBe('Not found');
    }
  });
});
