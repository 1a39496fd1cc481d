import { describe, expect, it } from 'vitest';

import { cognito } from '../../../../src/core/providers/presets/cognito.ts';
import { okta } from '../../../../src/core/providers/presets/okta.ts';
import { providerHint } from '../../../../src/core/providers/presets/preset-of.ts';
import { unknown } from '../../../../src/core/providers/presets/unknown.ts';
import { emptyInput } from '../../../../src/renderer/connection-form/form-values.ts';
import {
  nothingSuggested,
  provisionalValues,
  suggestionOf,
  withSuggestion,
} from '../../../../src/renderer/wizard/suggested-values.ts';

const atOkta = { provider: providerHint(okta), host: 'acme.okta.com' };
const atCognito = { provider: providerHint(cognito), host: 'cognito-idp.eu-west-1.amazonaws.com' };

describe('what a provider suggests', () => {
  it('is what it takes, under its name, or under its host where that name is taken or nobody knows it', () => {
    expect(suggestionOf(atCognito, [])).toMatchObject({
      name: 'Amazon Cognito',
      scopes: 'openid email profile',
      redirectSpelling: 'authority',
      loopbackHost: 'localhost',
    });
    expect(suggestionOf(atOkta, ['Okta']).name).toBe('Okta (acme.okta.com)');
    expect(suggestionOf({ provider: providerHint(unknown), host: 'id.acme.test' }, []).name).toBe(
      'id.acme.test',
    );
  });

  it('goes where nobody wrote, and follows another provider there', () => {
    const first = suggestionOf(atOkta, []);
    const begun = withSuggestion({ ...emptyInput, clientId: '0oa' }, nothingSuggested, first);
    expect(begun).toMatchObject({ name: 'Okta', redirectWays: ['scheme', 'loopback'], clientId: '0oa' });
    const written = { ...begun, scopes: 'openid notes.read', redirectWays: ['loopback'] as const };
    expect(withSuggestion(written, first, suggestionOf(atCognito, []))).toMatchObject({
      name: 'Amazon Cognito',
      scopes: 'openid notes.read',
      redirectWays: ['loopback'],
      redirectSpelling: 'authority',
    });
  });

  it('changes nothing of a connection that was saved', () => {
    const saved = { ...emptyInput, name: 'Acme' };
    expect(withSuggestion(saved, null, suggestionOf(atOkta, []))).toBe(saved);
  });
});

describe('what is known without the provider', () => {
  const typed = { ...emptyInput, issuer: ' https://acme.okta.com/ ' };

  it('is what its address looks like, or its host', () => {
    expect(provisionalValues(typed, nothingSuggested, { provider: atOkta.provider }, []).name).toBe('Okta');
    expect(provisionalValues(typed, nothingSuggested, null, []).name).toBe('acme.okta.com');
    expect(provisionalValues({ ...emptyInput, issuer: 'acme' }, nothingSuggested, null, []).name).toBe('');
  });

  it('of a provider that nobody knows both addresses are registered, unless somebody chose', () => {
    expect(provisionalValues(typed, nothingSuggested, null, []).redirectWays).toEqual(['scheme', 'loopback']);
    const chosen = { ...typed, name: 'Acme', redirectWays: ['loopback'] as const };
    expect(provisionalValues(chosen, nothingSuggested, null, [])).toMatchObject({
      name: 'Acme',
      redirectWays: ['loopback'],
    });
    expect(provisionalValues(typed, null, null, [])).toBe(typed);
  });

  it('of another provider than the one before, nothing of that one stays', () => {
    const before = suggestionOf(atCognito, []);
    const begun = withSuggestion(typed, nothingSuggested, before);
    expect(provisionalValues(begun, before, null, [])).toMatchObject({
      name: 'acme.okta.com',
      scopes: emptyInput.scopes,
      redirectSpelling: 'path',
      loopbackHost: '127.0.0.1',
      loopbackPorts: '',
    });
  });
});
