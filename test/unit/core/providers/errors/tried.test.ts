import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../../../scripts/lib/paths.mjs';
import { errorsOf } from '../../../../../src/core/providers/errors/all.ts';
import { presets } from '../../../../../src/core/providers/presets/all.ts';

/** Where servers give errors over a socket: software of others, and ours that speak as a provider does. */
const folders = ['test/integration/providers', 'test/e2e/providers'];

const noNumbers =
  'emulate has none of Microsoft’s numbers (AADSTS…): its refusals are met by the general entries.';
const noSuchSetting =
  'emulate has neither policies, assignments nor proofs, and never withholds a refresh token.';
const otherWords = 'emulate says it in words of its own, which are met by the general entry.';
const inNoServer = 'Neither cognito-local nor our server that speaks as Cognito does has it.';
const notTakenForIt =
  'emulate has a Google, and only what calls itself https://accounts.google.com is taken for it.';

/** What no server in these tests can be made to say, and why. A unit test reaches each by what it is known by. */
const outOfReach: Readonly<Record<string, string>> = {
  'okta-redirect-unknown': otherWords,
  'okta-not-assigned': noSuchSetting,
  'okta-no-policy': noSuchSetting,
  'okta-browser-request': noSuchSetting,
  'okta-proof-wanted': noSuchSetting,
  'okta-no-refresh-token': noSuchSetting,
  'entra-redirect-unknown': noNumbers,
  'entra-not-public': noNumbers,
  'entra-single-page': noNumbers,
  'entra-consent': noNumbers,
  'entra-another-tenant': noNumbers,
  'entra-not-used-for-long': noNumbers,
  'cognito-secret-sent': inNoServer,
  'cognito-no-login-page': inNoServer,
  'cognito-foreign-nonce': inNoServer,
  'keycloak-login-too-slow':
    'It takes a page that is left open until its time is over, and none of these tests waits for that.',
  'google-custom-scheme': notTakenForIt,
  'google-redirect-mismatch': notTakenForIt,
  'google-scope-refused': notTakenForIt,
  'google-secret-missing': notTakenForIt,
  'google-testing': notTakenForIt,
};

test('every entry of a provider is met over a socket, or it is said why no server here can be made to give it', () => {
  const tests = folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(root, folder, name),
      ),
    )
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => readFileSync(path, 'utf8'));
  const notMet = presets
    .flatMap(({ id }) => errorsOf(id))
    .map(({ id }) => id)
    .filter((id) => !tests.some((text) => text.includes(`'${id}'`)));
  expect(notMet.toSorted()).toEqual(Object.keys(outOfReach).toSorted());
});
