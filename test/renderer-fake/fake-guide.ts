import { registrationGuide } from '../../src/core/providers/guides/registration-guide.ts';
import { presets } from '../../src/core/providers/presets/all.ts';
import { unknown } from '../../src/core/providers/presets/unknown.ts';
import type { Guide, GuideInput } from '../../src/shared/guide.ts';
import type { IssuerCheck } from '../../src/shared/ipc.ts';
import { loopbackAddresses } from '../../src/shared/loopback-addresses.ts';

/** The guide as main makes it, without the hash of the issuer: the addresses are those of the scenario. */
export function fakeGuide(input: GuideInput, { provider, redirectUris }: IssuerCheck, read: boolean): Guide {
  const { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts } = input;
  const ports = (loopbackPorts.match(/\b\d{4,5}\b/g) ?? []).map(Number);
  const byHand = input.endpoints !== undefined;
  const id = byHand ? 'unknown' : read ? provider.id : (input.provider ?? provider.id);
  return registrationGuide(presets.find((preset) => preset.id === id) ?? unknown, {
    issuer,
    scopes: scopes.split(/\s+/).filter(Boolean),
    appLink: redirectWays.includes('scheme')
      ? redirectUris.scheme.replace(':/', redirectSpelling === 'path' ? ':/' : '://')
      : null,
    redirectSpelling,
    loopbackAddresses: redirectWays.includes('loopback')
      ? loopbackAddresses(redirectUris.loopback, { host: loopbackHost, ports })
      : [],
    loopbackHost,
    loopbackPorts: ports.length > 0,
    signOutAddress: `app.latchkey.desktop:${redirectSpelling === 'path' ? '/' : '//'}logged-out`,
    provisional: !read && !byHand,
  });
}
