import type { GuideDoubt } from '../../../shared/guide.ts';
import type { ProviderPreset } from '../presets/preset.ts';
import type { GuideConnection } from './guide-connection.ts';

/** What a provider is known to refuse of what a connection holds, in the order of its form. */
export function doubtsAbout(preset: ProviderPreset, connection: GuideConnection): readonly GuideDoubt[] {
  const { name, refusedScopes, redirects } = preset;
  const { scheme, loopback } = redirects;
  const { appLink, loopbackAddresses, loopbackHost, loopbackPorts, redirectSpelling } = connection;
  const refused = connection.scopes.filter((scope) => refusedScopes.value.includes(scope));
  const overLoopback = loopbackAddresses.length > 0;
  const doubts: readonly (GuideDoubt | null)[] = [
    refused.length === 0
      ? null
      : {
          field: 'scopes',
          words: `${name} refuses a sign-in that asks for ${refused.join(' or ')}. Leave that out.`,
          evidence: refusedScopes.evidence,
        },
    appLink !== null && scheme.value === 'refused'
      ? {
          field: 'redirectWays',
          words: `${name} takes no app link. Use the loopback address.`,
          evidence: scheme.evidence,
        }
      : null,
    appLink !== null && scheme.value === 'taken with two slashes for certain' && redirectSpelling === 'path'
      ? {
          field: 'redirectSpelling',
          words: `Only the spelling with two slashes is known to be taken by ${name}. Choose scheme://callback.`,
          evidence: scheme.evidence,
        }
      : null,
    overLoopback && !loopback.value.hosts.includes(loopbackHost)
      ? {
          field: 'loopbackHost',
          words: `${name} takes loopback addresses at ${loopback.value.hosts.join(' and ')} only. Choose that spelling.`,
          evidence: loopback.evidence,
        }
      : null,
    overLoopback && loopback.value.ports === 'as registered' && !loopbackPorts
      ? {
          field: 'loopbackPorts',
          words: `${name} takes a loopback address only at the port that is registered. Name one, such as 8400.`,
          evidence: loopback.evidence,
        }
      : null,
  ];
  return doubts.filter((doubt) => doubt !== null);
}
