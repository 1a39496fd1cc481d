import { describe, expect, test } from 'vitest';
import { promptOf } from '../../../../../src/core/oauth/session/prompt.ts';
import type { AuthorizationAsk } from '../../../../../src/core/oauth/session/prompt.ts';
import { presets } from '../../../../../src/core/providers/presets/all.ts';
import type { ProviderPreset } from '../../../../../src/core/providers/presets/preset.ts';
import { unknown } from '../../../../../src/core/providers/presets/unknown.ts';

const every = [...presets, unknown];
const nothing: AuthorizationAsk = { chooseAccount: false, newGrant: false, loginHint: null, added: [] };
const offline = { scopes: ['openid', 'offline_access'], more: [] };
const online = { scopes: ['openid'], more: [] };

/** What each provider is sent. */
function prompts(ask: Partial<AuthorizationAsk>, connection: Parameters<typeof promptOf>[1]) {
  return Object.fromEntries(
    every.map((preset) => [preset.id, promptOf({ ...nothing, ...ask }, connection, preset)]),
  );
}

function presetAt(id: ProviderPreset['id']): ProviderPreset {
  return every.find((one) => one.id === id) ?? unknown;
}

describe('what a provider is asked to ask the person', () => {
  test('R79+: another account in the word that it knows: some take the one of the browser in silence, or refuse', () => {
    expect(prompts({ chooseAccount: true }, online)).toEqual({
      auth0: 'login',
      okta: 'login',
      cognito: 'login',
      keycloak: 'login',
      identityserver4: 'login',
      duende: 'login',
      entra: 'select_account',
      google: 'select_account',
      'better-auth': 'login',
      zitadel: 'select_account',
      hydra: 'login',
      dex: 'login',
      unknown: 'select_account',
    });
  });

  test('R79+: consent only where a refresh token depends on it: at Entra it stops everybody but administrators', () => {
    const asked = Object.entries(prompts({ newGrant: true }, offline)).filter(
      ([, prompt]) => prompt !== null,
    );
    expect(asked).toEqual([
      ['google', 'consent'],
      ['unknown', 'consent'],
    ]);
  });

  test('R79+: at Google without offline_access, which it refuses; elsewhere with it alone', () => {
    expect(promptOf({ ...nothing, newGrant: true }, online, presetAt('google'))).toBe('consent');
    expect(promptOf({ ...nothing, newGrant: true }, online, unknown)).toBeNull();
  });

  test('R79-: where something is held that renews, and no account is to be chosen, nothing is asked', () => {
    expect(new Set(Object.values(prompts({}, offline)))).toEqual(new Set([null]));
  });

  test('R79+ R84+: both at once, each once', () => {
    const ask = { ...nothing, chooseAccount: true, newGrant: true };
    expect(promptOf(ask, { ...offline, more: ['notes.write'] }, unknown)).toBe('select_account consent');
    expect(promptOf({ ...nothing }, { ...offline, more: ['notes.write'] }, presetAt('okta'))).toBeNull();
  });
});
