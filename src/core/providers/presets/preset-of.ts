import type { ProviderHint, SuggestedRedirects } from '../../../shared/provider.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import { presets } from './all.ts';
import type { ProviderPreset } from './preset.ts';
import { presetFromDiscovery, unknown } from './unknown.ts';

/** The preset of the server that this metadata describes; one made from the metadata itself where nobody knows it. */
export function presetOf(metadata: ServerMetadata): ProviderPreset {
  return presets.find((preset) => preset.owns(metadata)) ?? presetFromDiscovery(metadata);
}

/** What the form of a connection is told of a preset. */
export function providerHint(preset: ProviderPreset): ProviderHint {
  const { id, name, scopes, refusedScopes, refresh, unmaintained, facts, inputs, clientSecret } = preset;
  return {
    id,
    name,
    known: id !== unknown.id,
    scopes: scopes.value,
    refusedScopes: refusedScopes.value,
    refreshWords: refresh.value,
    facts: [...(unmaintained === null ? [] : [unmaintained]), ...facts].map(({ value, evidence }) => ({
      words: value,
      evidence,
    })),
    inputs,
    redirects: suggestedRedirects(preset),
    clientSecret: clientSecret.value,
  };
}

/** What the form of a connection is told of the server that this metadata describes. */
export function hintOf(metadata: ServerMetadata): ProviderHint {
  const hint = providerHint(presetOf(metadata));
  // An ID token that nobody can check is refused here, whatever its provider thinks of it.
  return metadata.jwksUri === null ? { ...hint, refusedScopes: [...hint.refusedScopes, 'openid'] } : hint;
}

/** Registered at a provider that takes no other port; two, for when one is in use. */
const suggestedPorts = '8400 8401';

/** Every way back that a provider takes, so that the other one is there when one of them does not work. */
function suggestedRedirects({ redirects: { scheme, loopback } }: ProviderPreset): SuggestedRedirects {
  return {
    redirectWays: scheme.value === 'refused' ? ['loopback'] : ['scheme', 'loopback'],
    redirectSpelling: scheme.value === 'taken with two slashes for certain' ? 'authority' : 'path',
    loopbackHost: loopback.value.hosts.includes('127.0.0.1') ? '127.0.0.1' : 'localhost',
    loopbackPorts: loopback.value.ports === 'any' ? '' : suggestedPorts,
  };
}
