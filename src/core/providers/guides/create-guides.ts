import type { ManualEndpoints } from '../../../shared/connection.ts';
import type { GuideInput } from '../../../shared/guide.ts';
import { loopbackAddresses } from '../../../shared/loopback-addresses.ts';
import { succeed } from '../../../shared/result.ts';
import { parseLoopback } from '../../connections/parse-loopback.ts';
import { metadataByHand } from '../../oauth/discovery.ts';
import { parseIssuer } from '../../oauth/issuer.ts';
import { callbackTag, postLogoutRedirectUri, redirectUri } from '../../oauth/redirect-uri.ts';
import { presets } from '../presets/all.ts';
import { presetOf } from '../presets/preset-of.ts';
import type { ProviderPreset } from '../presets/preset.ts';
import { recognize } from '../presets/recognize.ts';
import { unknown } from '../presets/unknown.ts';
import type { GuideConnection } from './guide-connection.ts';
import type { Guides } from './guides.ts';
import { registrationGuide } from './registration-guide.ts';

/** Nobody sets up more at a time; of those before, the metadata is read again. */
const mostRemembered = 50;

/** Makes registration guides. @param scheme that the app answers to. */
export function createGuides(scheme: string): Guides {
  const known = new Map<string, ProviderPreset>();
  return {
    read(metadata) {
      known.delete(metadata.issuer);
      known.set(metadata.issuer, presetOf(metadata));
      const [oldest] = known.keys();
      if (known.size > mostRemembered && oldest !== undefined) known.delete(oldest);
    },
    make(input, manual) {
      const issuer = parseIssuer(input.issuer);
      if (!issuer.ok) return issuer;
      const preset = byHand(issuer.value, manual) ?? known.get(issuer.value);
      const { redirectSpelling, redirectWays, loopbackHost } = input;
      const tag = callbackTag({ issuer: issuer.value, ...(manual === undefined ? {} : { manual }) });
      const address = (way: 'scheme' | 'loopback') =>
        redirectUri(way, { scheme, spelling: redirectSpelling, tag });
      const loopback = parseLoopback(input);
      const ports = loopback.ok ? (loopback.value?.ports ?? []) : [];
      const connection: GuideConnection = {
        issuer: issuer.value,
        scopes: scopesIn(input.scopes),
        appLink: redirectWays.includes('scheme') ? address('scheme') : null,
        redirectSpelling,
        loopbackAddresses: redirectWays.includes('loopback')
          ? loopbackAddresses(address('loopback'), { host: loopbackHost, ports })
          : [],
        loopbackHost,
        loopbackPorts: ports.length > 0,
        signOutAddress: postLogoutRedirectUri(scheme, redirectSpelling),
        provisional: preset === undefined,
      };
      return succeed(registrationGuide(preset ?? likelyPreset(input), connection));
    },
  };
}

/** What all addresses by hand say of the provider; null where some are to be read. */
function byHand(issuer: string, manual: ManualEndpoints | undefined): ProviderPreset | null {
  const metadata = manual === undefined ? null : metadataByHand(issuer, manual);
  return metadata?.ok === true ? presetOf(metadata.value) : null;
}

/** Whom the person picked; else whose address it looks like. */
function likelyPreset({ provider, issuer }: GuideInput): ProviderPreset {
  const id = provider ?? recognize(issuer, '').provider?.id;
  return presets.find((preset) => preset.id === id) ?? unknown;
}

/** The characters of RFC 6749 §3.3. */
function scopesIn(text: string): readonly string[] {
  const scopes = text.split(/\s+/).filter((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
  return [...new Set(scopes)];
}
