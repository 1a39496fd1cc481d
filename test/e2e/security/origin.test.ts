import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBait } from './support/bait.ts';
import type { Bait } from './support/bait.ts';
import { CagedApp, closedReason, mainIsOpen, pageUrl } from './support/caged-app.ts';
import { loadAnywhere } from './support/main-probes.ts';

let caged: CagedApp;
let bait: Bait;

beforeAll(async () => {
  bait = await startBait();
  caged = await CagedApp.start();
});
afterAll(async () => {
  await caged.stop();
  await bait.stop();
});

describe('Electron’s checklist, 1: only secure content is loaded', () => {
  it('the whole page comes from its own secure origin, and asks nothing else for anything', async () => {
    const addresses: string[] = [];
    caged.app.page.on('request', (request) => addresses.push(request.url()));
    await caged.reload();
    expect(addresses.filter((address) => address.startsWith('app://latchkey/')).length).toBeGreaterThan(2);
    expect(addresses.filter((address) => !/^(app:\/\/latchkey\/|data:)/.test(address))).toEqual([]);
    expect(await caged.evaluate('[isSecureContext, location.origin].join()')).toBe('true,app://latchkey');
  });

  it('a provider or an API that is not encrypted is refused before anybody is asked', async () => {
    const refusals = await caged.evaluate(`(async () => {
      const settings = { name: 'x', issuer: 'https://login.example.test', clientId: 'x', scopes: 'openid', apiOrigins: '',
        redirectWays: ['scheme'], redirectSpelling: 'path', loopbackHost: '127.0.0.1', loopbackPorts: '', signOutInBrowser: false, renewal: 'automatic' };
      const answers = [
        await latchkey.checkIssuer({ issuer: 'http://login.example.test' }),
        await latchkey.addConnection({ ...settings, issuer: 'http://login.example.test' }),
        await latchkey.addConnection({ ...settings, apiOrigins: 'http://api.example.test' }),
      ];
      return answers.map((answer) => answer.ok ? 'taken' : answer.failure.code).join();
    })()`);
    expect(refusals).toBe('issuer-insecure,issuer-insecure,api-origin-invalid');
  });

  it('every file says what it is and must be taken for nothing else', async () => {
    const responses: [string, string | null, string | null][] = [];
    caged.app.page.on('response', (response) => {
      const headers = response.headers();
      const path = response.url().replace('app://latchkey', '');
      responses.push([
        path,
        headers['x-content-type-options'] ?? null,
        headers['cross-origin-resource-policy'] ?? null,
      ]);
    });
    await caged.reload();
    await caged.lead('app://latchkey/missing.html');
    await caged.reload();
    const own = responses.filter(([path]) => path.startsWith('/'));
    expect(own.length).toBeGreaterThan(3);
    expect(
      own.filter(([, sniffing, sharing]) => sniffing !== 'nosniff' || sharing !== 'same-origin'),
    ).toEqual([]);
  });
});

describe('Electron’s checklist, 18: a protocol of our own instead of file:', () => {
  it('no file: address is loaded, not even when the window is led there from outside', async () => {
    expect(await caged.lead('file:///etc/hostname')).toBe('net::ERR_BLOCKED_BY_CLIENT');
    expect(await caged.lead(bait.origin)).toBe('net::ERR_BLOCKED_BY_CLIENT');
    expect(bait.visits).toEqual([]);
    await caged.reload();
    expect(await caged.evaluate('location.protocol')).toBe('app:');
  });

  it('no spelling of a path leaves the page’s folder, and no other host answers', async () => {
    const paths = [
      '../main/index.cjs',
      '%2e%2e/main/index.cjs',
      '..%2fmain/index.cjs',
      '..%2Fmain%2Findex.cjs',
      '%2e%2e%2fpreload%2findex.cjs',
      '..%5cmain%5cindex.cjs',
      'assets/..%2f..%2fmain/index.cjs',
      '....//main/index.cjs',
      '%252e%252e%252fmain/index.cjs',
      '/etc/hostname',
      '%2fetc%2fhostname',
      '..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fhostname',
      '..%2f..%2f..%2fpackage.json',
      'index.html%00.js',
      'C:%5cindex.html',
      '',
    ];
    const answers: string[] = [];
    for (const path of paths) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one window
      answers.push(await caged.lead(`app://latchkey/${path}`));
    }
    answers.push(
      await caged.lead('app://other/index.html'),
      await caged.lead('app://latchkey.evil/index.html'),
    );
    expect(answers.filter((answer) => !/^404 Not found$|^net::ERR_|^invalid URL$/.test(answer))).toEqual([]);
    expect(answers.filter((answer) => answer.startsWith('404')).length).toBeGreaterThan(8);
    expect(await caged.lead(pageUrl)).toMatch(/^200 /);
  });

  it('a window of ours that was led elsewhere gets nothing either: the session holds, not only the policy', async (context) => {
    if (!mainIsOpen) context.skip(closedReason);
    const addresses = [`${bait.origin}/`, 'file:///etc/hostname', 'app://other/', 'https://127.0.0.1:1/'];
    expect(await loadAnywhere(caged, addresses)).toEqual(addresses.map(() => 'ERR_BLOCKED_BY_CLIENT'));
    expect(bait.visits).toEqual([]);
  });

  it('the refusals are in the log, without the addresses', () => {
    const log = `${caged.desktop.profile}/logs/main.log`;
    expect(existsSync(log)).toBe(true);
    expect(readFileSync(log, 'utf8')).not.toContain(bait.origin);
  });
});
