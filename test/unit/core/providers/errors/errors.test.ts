import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { errorsOf, generalErrors } from '../../../../../src/core/providers/errors/all.ts';
import type { ErrorEntry, SeenError } from '../../../../../src/core/providers/errors/entry.ts';
import { explainError } from '../../../../../src/core/providers/errors/explain-error.ts';
import { pageSayings } from '../../../../../src/core/providers/errors/page-sayings.ts';
import { presets } from '../../../../../src/core/providers/presets/all.ts';
import { unknown } from '../../../../../src/core/providers/presets/unknown.ts';
import { longestPageWords } from '../../../../../src/shared/provider.ts';
import type { ProviderId } from '../../../../../src/shared/provider.ts';
import { complete } from '../../../../support/results.ts';
import { seenInTheWorld } from './seen-in-the-world.ts';
import { standards } from './standards.ts';

const everyPreset = [...presets, unknown];
const every = [...generalErrors, ...everyPreset.flatMap(({ id }) => errorsOf(id))];

const evidence = z.enum(['documented', 'published', 'reported', 'tried', 'unchecked']);
const fact = <T extends z.ZodType>(value: T) => z.strictObject({ value, evidence });
const sentence = z.string().regex(/^(?:[A-Z]|\{host\} ).*\.$/u);
const words = z.string().regex(/^\S.*\S$/u);
const stage = z.enum([
  'authorization',
  'token',
  'refresh',
  'device',
  'revocation',
  'pushed',
  'registration',
  'api',
  'page',
]);

const schema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u),
  seen: z.strictObject({
    at: z.array(stage).min(1),
    happened: z.string().exactOptional(),
    errors: z
      .array(z.string().regex(/^[a-z_]+$/u))
      .min(1)
      .exactOptional(),
    texts: z.array(words).min(1).exactOptional(),
    statuses: z.array(z.int().min(400).max(599)).min(1).exactOptional(),
    secretSent: z.boolean().exactOptional(),
    described: z.boolean().exactOptional(),
  }),
  cause: fact(sentence),
  fix: fact(sentence),
  place: z.union([fact(z.array(words).min(1)), z.enum(['redirect addresses', 'application']), z.null()]),
  documentation: z.url({ protocol: /^https$/u }).nullable(),
  action: z
    .enum([
      'copy-redirect-address',
      'drop-scope',
      'native-or-secret',
      'open-settings',
      'sign-in-again',
      'use-loopback',
    ])
    .nullable(),
  scope: z.string().exactOptional(),
});

test.each(every)('$id says its cause and what to do in words for people', ({ cause, fix }) => {
  const spoken = {
    code: 'token-request-refused',
    what: 'It failed.',
    why: cause.value,
    next: fix.value,
  } as const;
  expect(complete(spoken)).toBe(spoken);
});

function presetAt(id: ProviderId) {
  return everyPreset.find((one) => one.id === id) ?? unknown;
}

function redirect(description: string) {
  return explainError({ at: 'page', description }, presetAt('entra'))?.help.entry;
}

/** Everything that an entry says it is known by. */
function examples({ seen }: ErrorEntry): readonly SeenError[] {
  const { at, happened, errors = [null], texts = [null], statuses = [null], secretSent } = seen;
  return at.flatMap((where) =>
    errors.flatMap((error) =>
      texts.flatMap((text) =>
        statuses.map((status) => ({
          at: where,
          error,
          description: text === null ? null : `It says: ${text}.`,
          status,
          ...(happened === undefined ? {} : { happened }),
          ...(secretSent === undefined ? {} : { secretSent }),
        })),
      ),
    ),
  );
}

describe.each(every.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  test('is what the schema says, each fact with its evidence', () => {
    expect(schema.safeParse(entry).error?.issues ?? []).toEqual([]);
  });

  test('says nothing twice, claims no live tenant, and blames nobody', () => {
    expect(entry.cause.value).not.toBe(entry.fix.value);
    expect(JSON.stringify(entry)).not.toMatch(/verified|live tenant|oops|something went wrong/iu);
  });
});

test('every entry has a name of its own', () => {
  expect(new Set(every.map(({ id }) => id)).size).toBe(every.length);
});

const withErrors = everyPreset.filter(({ id }) => errorsOf(id).length > 0);
describe.each(withErrors.map((preset) => [preset.id, preset] as const))('at %s', (id, preset) => {
  test('every entry of its own is reached by what it is known by', () => {
    for (const entry of errorsOf(id)) {
      expect(examples(entry).map((seen) => explainError(seen, preset)?.help.entry)).toContain(entry.id);
    }
  });
});

test('every general entry is reached by what it is known by, in each place and with each word', () => {
  const missed = generalErrors.filter((entry) =>
    examples(entry).every((seen) => explainError(seen, null)?.help.entry !== entry.id),
  );
  expect(missed.map(({ id }) => id)).toEqual([]);
});

describe.each(standards.map(({ name, errors }) => [name, errors] as const))('%s', (_, errors) => {
  test.each(errors)('at %s: %s is explained', (at, error) => {
    for (const secretSent of [false, true]) {
      const found = explainError({ at, error, secretSent, description: 'Anything.' }, null);
      const entry = generalErrors.find(({ id }) => id === found?.help.entry);
      // By its name, and not by a status or a text that happens to be there.
      expect(entry?.seen.errors).toContain(error);
    }
  });
});

test('RFC 9207 §2.4: another issuer and a missing one are explained', () => {
  for (const happened of ['another-issuer', 'issuer-missing'] as const) {
    expect(explainError({ at: 'authorization', happened }, null)?.help.entry).toBe(happened);
  }
});

test.each([413, 429, 405])(
  'RFC 9126 §2.3: a pushed request that is answered with %i is explained',
  (status) => {
    expect(explainError({ at: 'pushed', status }, null)).not.toBeNull();
  },
);

describe('what is known to be seen', () => {
  test('is explained by the provider’s own entry, also where there is a general one', () => {
    const both = seenInTheWorld.filter(([, seen]) => explainError(seen, null) !== null);
    expect(both.length).toBeGreaterThan(20);
    for (const [id, seen, entry] of both) {
      expect(explainError(seen, null)?.help.evidence).toBeUndefined();
      const found = explainError(seen, presetAt(id))?.help;
      expect([found?.entry, typeof found?.evidence]).toEqual([entry, 'string']);
    }
  });

  test.each(seenInTheWorld)('at %s: %j is %s', (id, seen, entry) => {
    expect(explainError(seen, presetAt(id))?.help.entry).toBe(entry);
  });

  test('every entry of a provider is among it', () => {
    const met = new Set(
      seenInTheWorld.map(([, , entry]) => entry.replace(/^(?:duende|identityserver4)-/u, '')),
    );
    met.add('no-refresh-token');
    const own = presets
      .flatMap(({ id }) => errorsOf(id))
      .map(({ id }) => id.replace(/^(?:duende|identityserver4)-/u, ''));
    expect(own.filter((id) => !met.has(id))).toEqual([]);
  });
});

test('Settings are offered only where the words say what to do there', () => {
  const offered = every.filter(
    ({ action, scope }) => action === 'open-settings' || (action === 'drop-scope' && scope === undefined),
  );
  expect(offered.length).toBeGreaterThan(10);
  expect(offered.filter(({ fix }) => !fix.value.includes('in Settings')).map(({ id }) => id)).toEqual([]);
});

describe('a scope that is refused', () => {
  const asked = ['openid', 'offline_access', 'api2'];
  const refused = (description: string, id: ProviderId) =>
    explainError({ at: 'authorization', error: 'invalid_scope', description, asked }, presetAt(id))?.help;

  test.each(['unknown', 'okta', 'cognito', 'google'] as const)(
    'at %s: is the one that the error names',
    (id) => {
      expect(refused('invalid_scope: api2', id)).toMatchObject({ action: 'drop-scope', scope: 'api2' });
    },
  );

  test.each(['cognito', 'google'] as const)('at %s: is the one that it is known to refuse, else', (id) => {
    expect(refused('invalid_scope', id)).toMatchObject({ action: 'drop-scope', scope: 'offline_access' });
  });

  test('is looked for in Settings where nothing names it', () => {
    for (const description of ['', 'invalid_scope', 'openid', asked.join(' ')]) {
      const help = refused(description, 'unknown');
      expect(help?.action).toBe('open-settings');
      expect(help).not.toHaveProperty('scope');
    }
  });

  test('is known of entries that can leave one out, and of no others', () => {
    expect(
      every.filter(({ scope }) => scope !== undefined).map(({ action, scope }) => [action, scope]),
    ).toEqual([
      ['drop-scope', 'offline_access'],
      ['drop-scope', 'offline_access'],
    ]);
  });
});

test('R84+: a missing permission is asked for beside the session, not in Settings', () => {
  const found = explainError({ at: 'api', error: 'insufficient_scope' }, null);
  expect(found?.next).toContain('Press “Ask for it”');
  expect(found?.help.action).toBeUndefined();
});

describe('invalid_client', () => {
  test('R6+: without a secret sent names what is registered wrongly, and where', () => {
    const { why, next } =
      explainError({ at: 'token', error: 'invalid_client', secretSent: false }, presetAt('okta')) ?? {};
    expect(why).toBe('This is registered as a web application.');
    expect(next).toMatch(/^Make a native one \(2 minutes\), or enter its secret\./u);
    expect(next).toContain('At Okta: Applications > Create App Integration');
  });

  test('R6-: with one it is the secret that is doubted', () => {
    const found = explainError({ at: 'token', error: 'invalid_client', secretSent: true }, null);
    expect(found?.why).toContain('together with the client secret');
  });
});

describe('a text', () => {
  test('is found in any case and as a whole word only', () => {
    expect(redirect('aadsts50011: no such address')).toBe('entra-redirect-unknown');
    expect(redirect('(AADSTS50011)')).toBe('entra-redirect-unknown');
    expect(redirect('AADSTS500112')).toBeUndefined();
    expect(redirect('XAADSTS50011')).toBeUndefined();
    expect(redirect('AADSTS500112, AADSTS50011')).toBe('entra-redirect-unknown');
  });

  test('is looked for in the beginning only', () => {
    expect(redirect(`${' '.repeat(longestPageWords - 11)}AADSTS50011`)).toBe('entra-redirect-unknown');
    expect(redirect(`${' '.repeat(longestPageWords)}AADSTS50011`)).toBeUndefined();
  });

  test('that nobody knows is not explained, whatever is in it', () => {
    for (const description of ['', '\u202eevil', 'a'.repeat(5_000_000), 'redirect', '$&{host}', '(((((((']) {
      expect(explainError({ at: 'token', error: 'nobody_knows', description }, null)).toBeNull();
    }
  });
});

describe('what a page says, to pick from', () => {
  test('is each provider’s own first, and explained by its own entry', () => {
    const first = everyPreset.map((preset) => [
      preset.id,
      explainError({ at: 'page', description: pageSayings(preset)[0] ?? '' }, preset)?.help.entry,
    ]);
    expect(Object.fromEntries(first)).toEqual({
      auth0: 'auth0-callback-mismatch',
      okta: 'okta-redirect-unknown',
      cognito: 'cognito-redirect-mismatch',
      entra: 'entra-redirect-unknown',
      google: 'google-custom-scheme',
      keycloak: 'keycloak-redirect-unknown',
      identityserver4: 'identityserver4-redirect-unknown',
      duende: 'duende-redirect-unknown',
      'better-auth': 'redirect-address-unknown',
      zitadel: 'redirect-address-unknown',
      hydra: 'redirect-address-unknown',
      dex: 'redirect-address-unknown',
      unknown: 'redirect-address-unknown',
    });
  });

  test('holds each once, in words that fit on a button, and some for a provider that nobody knows', () => {
    for (const sayings of [null, ...everyPreset].map(pageSayings)) {
      expect(new Set(sayings).size).toBe(sayings.length);
      expect(sayings.length).toBeGreaterThan(1);
      expect(sayings.filter((saying) => saying.length > 100)).toEqual([]);
    }
  });
});

test('the host stands in the words as it is, also when it looks like a pattern', () => {
  const seen = { at: 'refresh', error: 'invalid_grant', host: "id.acme.test$&$'" } as const;
  expect(explainError(seen, null)?.why).toContain("id.acme.test$&$' does not accept");
});

test.each([
  ["Application not found\nThe client_id 'x' is not registered.", 'client-unknown-on-page'],
  ['{"error":"invalid_request","error_description":"Invalid client_id"}', 'client-unknown-on-page'],
  ['https://id.acme.test/error?error=invalid_request&client_id=x', 'request-malformed'],
])('a page says “%s”: %s', (description, entry) => {
  expect(explainError({ at: 'page', description }, unknown)?.help.entry).toBe(entry);
});
