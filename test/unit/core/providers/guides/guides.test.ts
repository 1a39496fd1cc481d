import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { registrationGuide } from '../../../../../src/core/providers/guides/registration-guide.ts';
import type { GuideConnection } from '../../../../../src/core/providers/guides/guide-connection.ts';
import { redirectPlace } from '../../../../../src/core/providers/guides/provider-guide.ts';
import { presets } from '../../../../../src/core/providers/presets/all.ts';
import { providerHint } from '../../../../../src/core/providers/presets/preset-of.ts';
import type { ProviderPreset } from '../../../../../src/core/providers/presets/preset.ts';
import { unknown } from '../../../../../src/core/providers/presets/unknown.ts';
import { loopbackAddresses } from '../../../../../src/shared/loopback-addresses.ts';
import type { Guide, GuideEntry } from '../../../../../src/shared/guide.ts';
import { replayGuide } from '../../../../servers/keycloak/replay-guide.ts';
import { providerIds } from '../../../../../src/shared/provider.ts';

const every = [...presets, unknown];

const evidence = z.enum(['documented', 'published', 'reported', 'tried', 'unchecked']);
const fact = <T extends z.ZodType>(value: T) => z.strictObject({ value, evidence });
const words = z.string().regex(/^\S.*\S$/u);
const sentences = words.regex(/^[A-Z“].*\.$/u);
const ofConnection = z.enum([
  'name',
  'client id',
  'redirect addresses',
  'sign-out address',
  'scopes',
  'scopes but offline_access',
]);
const common = { field: words, why: sentences.exactOptional(), optional: z.literal(true).exactOptional() };
const entry = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('enter'), of: ofConnection }),
  z.strictObject({ ...common, kind: z.literal('choose'), option: words }),
  z.strictObject({
    ...common,
    kind: z.literal('tick'),
    boxes: z.union([z.array(words).min(1), ofConnection]),
  }),
  z.strictObject({ ...common, kind: z.enum(['switch-on', 'switch-off', 'copy']) }),
]);
const schema = z.strictObject({
  application: fact(z.array(words).min(1)).nullable(),
  steps: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z-]+$/u),
        place: fact(z.array(words)),
        words: sentences,
        entries: z.array(fact(entry)),
        code: z.enum(['C#', 'JSON']).exactOptional(),
      }),
    )
    .min(3),
  documentation: z.url({ protocol: /^https$/u }).nullable(),
});

const tag = 'mfrggzdfmztwq2lknnwg23tpob';

/** What the form holds when it was left as the provider’s hint says. */
function asSuggested(preset: ProviderPreset, changes: Partial<GuideConnection> = {}): GuideConnection {
  const { redirects, scopes } = providerHint(preset);
  const ports = redirects.loopbackPorts.split(' ').filter(Boolean).map(Number);
  const slashes = redirects.redirectSpelling === 'path' ? '/' : '//';
  return {
    issuer: 'https://login.acme.test',
    scopes,
    appLink: redirects.redirectWays.includes('scheme') ? `app.acme:${slashes}callback/${tag}` : null,
    redirectSpelling: redirects.redirectSpelling,
    loopbackAddresses: loopbackAddresses(`http://127.0.0.1/callback/${tag}`, {
      host: redirects.loopbackHost,
      ports,
    }),
    loopbackHost: redirects.loopbackHost,
    loopbackPorts: ports.length > 0,
    signOutAddress: 'app.acme:/logged-out',
    provisional: false,
    ...changes,
  };
}

function entriesOf({ steps }: Guide): readonly GuideEntry[] {
  return steps.flatMap(({ entries }) => entries);
}

function textsOf(guide: Guide, kind: GuideEntry['values'][number]['kind']): readonly string[] {
  return entriesOf(guide).flatMap(({ values }) =>
    values.filter((value) => value.kind === kind).map(({ text }) => text),
  );
}

test('there is a guide for every kind of authorization server', () => {
  expect(every.map(({ id }) => id).toSorted()).toEqual([...providerIds].toSorted());
});

describe.each(every.map((preset) => [preset.name, preset] as const))('at %s', (_, preset) => {
  const connection = asSuggested(preset);
  const guide = registrationGuide(preset, connection);

  test('the guide is what the schema says, each fact with its evidence', () => {
    expect(schema.safeParse(preset.guide).error?.issues ?? []).toEqual([]);
    expect(new Set(guide.steps.map(({ id }) => id)).size).toBe(guide.steps.length);
    expect(JSON.stringify(preset.guide)).not.toMatch(/verified|live tenant|\bOops\b/iu);
  });

  test('every way back that is registered stands in it, exactly, and the one field for both', () => {
    const fields = entriesOf(guide).filter(({ values }) =>
      values.some(({ kind }) => kind === 'app-link' || kind === 'loopback-address'),
    );
    const all = [
      ...(connection.appLink === null ? [] : [connection.appLink]),
      ...connection.loopbackAddresses,
    ];
    const entered = fields.flatMap(({ values }) => values.map(({ text }) => text));
    // Google has no field for them.
    expect(entered).toEqual(preset.redirects.scheme.value === 'refused' ? [] : all);
    expect(fields.every(({ action }) => action === 'enter')).toBe(true);
    expect(fields.length).toBeLessThanOrEqual(1);
  });

  test('what its own hint suggests leaves no doubt', () => {
    expect(guide.doubts).toEqual([]);
  });

  test('it says how the app is made a native one, and where the client ID is found', () => {
    expect(guide.steps[0]?.id === 'application' || guide.steps[1]?.id === 'application').toBe(true);
    expect(guide.steps.at(-1)?.id).toBe('client-id');
    expect(guide.steps.at(-1)?.words).toContain('Latchkey');
  });

  test('the text for an administrator has every value on a line of its own, or in the code', () => {
    const { text } = guide;
    const lines = text?.split('\n').map((line) => line.trim()) ?? [];
    expect(lines).toContain(`Please register Latchkey at https://login.acme.test (${preset.name}).`);
    for (const { entries, code } of guide.steps) {
      for (const value of entries.flatMap(({ action, values }) => (action === 'enter' ? values : []))) {
        const stands = code === null ? lines.includes(value.text) : text?.includes(value.text);
        expect([value.text, stands]).toEqual([value.text, true]);
      }
    }
    expect(guide.steps.every((step) => text?.includes(step.words))).toBe(true);
  });

  test('R44-: what rests on an issuer that was not read is provisional, and there is no text to send', () => {
    const provisional = registrationGuide(preset, { ...connection, provisional: true });
    expect(provisional.provisional).toBe(true);
    expect(provisional.text).toBeNull();
    expect(provisional.steps).toEqual(guide.steps);
  });

  test('a scope that it refuses is not registered, and is doubted', () => {
    const refused = preset.refusedScopes.value;
    const made = registrationGuide(preset, { ...connection, scopes: ['openid', ...refused] });
    expect(textsOf(made, 'scope').filter((scope) => refused.includes(scope))).toEqual([]);
    expect(made.doubts.map(({ field }) => field)).toEqual(refused.length === 0 ? [] : ['scopes']);
  });
});

describe('what a person typed stays in its quotes', () => {
  const scopes = ['openid', '{api}//,', "it's", 'a;b'];
  const codes = every
    .flatMap((preset) => registrationGuide(preset, asSuggested(preset, { scopes })).steps)
    .flatMap(({ code }) => (code === null ? [] : [code]));
  const written = (language: string) =>
    codes.filter((code) => code.language === language).map(({ text }) => text);

  test('of C#', () => {
    const list = scopes.map((scope) => JSON.stringify(scope)).join(', ');
    expect(written('C#').length).toBeGreaterThan(1);
    for (const text of written('C#')) {
      expect(text).toContain(`AllowedScopes = { ${list} },`);
      expect(text.replaceAll(/\{\n( {8}"[^"]+",\n)+ {4}\}/gu, 'a list')).toMatch(
        /^new Client\n\{\n(?: {4}[A-Za-z]+ = .+,\n)+\},$/u,
      );
      expect(text.split('\n').every((line) => line.length < 100)).toBe(true);
    }
  });

  test('of JSON', () => {
    expect(written('JSON').length).toBeGreaterThan(0);
    for (const text of written('JSON')) {
      expect(JSON.parse(text)).toMatchObject({ scope: scopes.join(' '), application_type: 'native' });
    }
  });
});

test('every step at Keycloak is one that its administration can be told, word for word', () => {
  const preset = every.find(({ id }) => id.startsWith('key')) ?? unknown;
  const guide = registrationGuide(preset, asSuggested(preset));
  const { client, realm } = replayGuide(guide);
  expect(client).toEqual({
    enabled: true,
    protocol: 'openid-connect',
    clientId: 'latchkey-desktop',
    name: 'Latchkey',
    publicClient: true,
    standardFlowEnabled: true,
    directAccessGrantsEnabled: false,
    implicitFlowEnabled: false,
    serviceAccountsEnabled: false,
    redirectUris: [`app.acme:/callback/${tag}`, `http://127.0.0.1/callback/${tag}`],
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'oauth2.device.authorization.grant.enabled': 'true',
      'post.logout.redirect.uris': 'app.acme:/logged-out',
    },
  });
  expect(realm).toEqual({ revokeRefreshToken: true });
  const renamed = guide.steps.map((step) => ({
    ...step,
    entries: step.entries.map((one) => ({ ...one, field: one.field.toUpperCase() })),
  }));
  expect(() => replayGuide({ ...guide, steps: renamed })).toThrow('has no field “CLIENT TYPE”');
});

test.each([
  ['google', 'Then send me the client ID and the client secret; the secret by a way that nobody else reads.'],
  ['okta', 'Then send me the client ID.'],
])('R6+: whoever registers the app at %s is asked for what the sign-in needs', (id, last) => {
  const preset = every.find((one) => one.id === id) ?? unknown;
  expect(registrationGuide(preset, asSuggested(preset)).text?.split('\n').at(-1)).toBe(last);
});

test('the address after a sign-out stands in every guide where the provider leads back from one', () => {
  const without = every.filter(
    (preset) => textsOf(registrationGuide(preset, asSuggested(preset)), 'sign-out-address').length === 0,
  );
  // They have no address to sign out at.
  expect(without.map(({ id }) => id)).toEqual(['google', 'dex']);
});

test('IdentityServer allows a refresh token by a switch, and lists no scope for it', () => {
  const duende = every.find(({ id }) => id.startsWith('due')) ?? unknown;
  const { steps } = registrationGuide(duende, asSuggested(duende));
  expect(steps[0]?.code?.text).toContain('AllowOfflineAccess = true,');
  expect(steps[0]?.code?.text).not.toContain('offline_access');
});

test('what a provider is known to refuse of the addresses is doubted, with what to do instead', () => {
  const doubtful = every.map((preset) => {
    const made = registrationGuide(
      preset,
      asSuggested(preset, {
        appLink: `app.acme:/callback/${tag}`,
        redirectSpelling: 'path',
        loopbackHost: '127.0.0.1',
        loopbackPorts: false,
      }),
    );
    return [preset.id, made.doubts.map(({ field }) => field)];
  });
  expect(Object.fromEntries(doubtful)).toEqual({
    auth0: ['loopbackPorts'],
    okta: ['loopbackPorts'],
    cognito: ['redirectSpelling', 'loopbackHost', 'loopbackPorts'],
    keycloak: [],
    identityserver4: ['loopbackPorts'],
    duende: ['loopbackPorts'],
    entra: ['loopbackHost'],
    google: ['redirectWays'],
    'better-auth': ['loopbackPorts'],
    zitadel: ['loopbackPorts'],
    hydra: [],
    dex: ['loopbackPorts'],
    unknown: [],
  });
});

test('an error of a redirect address names the place of the guide, and none where nobody knows the pages', () => {
  const places = every.map((preset) => [preset.id, redirectPlace(preset.guide)?.value.at(-1) ?? null]);
  expect(Object.fromEntries(places)).toEqual({
    auth0: 'Allowed Callback URLs',
    okta: 'Sign-in redirect URIs',
    cognito: 'Allowed callback URLs',
    keycloak: 'Valid redirect URIs',
    identityserver4: 'RedirectUris',
    duende: 'RedirectUris',
    entra: 'Custom redirect URIs',
    google: null,
    'better-auth': 'redirect_uris',
    zitadel: 'Redirect URIs',
    hydra: 'redirect_uris',
    dex: 'redirectURIs',
    unknown: null,
  });
});
