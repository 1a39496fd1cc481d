import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBait } from './support/bait.ts';
import type { Bait } from './support/bait.ts';
import { CagedApp, pageUrl } from './support/caged-app.ts';
import { attackPolicy, refusals, withoutDirective } from './support/policy-attacks.ts';

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

describe('Electron’s checklist, 7: a content security policy', () => {
  it('is strict, comes with every document, and has another nonce each time', async () => {
    const policies: string[] = [];
    for (let load = 0; load < 2; load += 1) {
      // oxlint-disable-next-line eslint/no-await-in-loop -- one load after the other
      const response = await caged.app.page.goto(pageUrl);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      policies.push((await response?.headerValue('content-security-policy')) ?? '');
    }
    const nonces = policies.map((policy) => /'nonce-([\w+/=-]{22,})'/.exec(policy)?.[1]);
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(
      policies[0]
        ?.replace(nonces[0] ?? '', 'N')
        .split('; ')
        .toSorted(),
    ).toEqual(
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'nonce-N'",
        "img-src 'self' data:",
        'media-src data:',
        "font-src 'self'",
        'frame-src app://preview',
        "connect-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ].toSorted(),
    );
  });

  it('holds in the page: what it forbids does not happen, and nobody is reached', async () => {
    await bait.check();
    await caged.reload();
    const attacks = { elsewhere: bait.origin, unannounced: withoutDirective };
    expect(await caged.ask(attackPolicy, attacks)).toEqual(refusals);
    expect(bait.visits).toEqual([]);
  });
});
