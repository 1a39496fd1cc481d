import type { ProviderHint } from '../../../shared/provider.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import { presets } from './all.ts';
import type { ProviderPreset } from './preset.ts';
import { presetFromDiscovery } from './unknown.ts';

/** The preset of the server that this metadata describes; one made from the metadata itself where nobody knows it. */
export function presetOf(metadata: ServerMetadata): ProviderPreset {
  return presets.find((preset) => preset.owns(metadata)) ?? presetFromDiscovery(metadata);
}

/** What the form of a connection is told of a preset. */
export function providerHint(preset: ProviderPreset): ProviderHint {
  const { id, name, scopes, refusedScopes, refresh, unmaintained, facts } = preset;
  return {
    id,
    name,
    scopes: scopes.value,
    refusedScopes: refusedScopes.value,
    refreshWords: refresh.value,
    facts: [...(unmaintained === null ? [] : [unmaintained]), ...facts].map(({ value, evidence }) => ({
      words: value,
      evidence,
    })),
  };
}
