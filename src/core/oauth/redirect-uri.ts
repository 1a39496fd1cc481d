import { createHash } from 'node:crypto';
import type { ConnectionSettings, RedirectWay } from '../../shared/connection.ts';
import { assertNever } from '../../shared/result.ts';
import { base32 } from './base32.ts';

/** 26 characters of base32 hold 130 bits: not to be ground out. */
const tagCharacters = 26;

/** The callback path of an issuer of its own, the mix-up defence where no `iss` comes back (RFC 9700 §4.4.2.2). */
export function issuerTag(issuer: string): string {
  return base32(createHash('sha256').update(issuer, 'utf8').digest()).slice(0, tagCharacters);
}

/** The callback tag of a connection: its own random one when it is *manual* (R87), else the issuer's. */
export function callbackTag(settings: Pick<ConnectionSettings, 'issuer' | 'manual'>): string {
  return settings.manual === undefined ? issuerTag(settings.issuer) : settings.manual.tag;
}

/**
 * The redirect URI for one way back: `scheme:/callback/<tag>` (RFC 8252 §7.1), `scheme://callback/<tag>` for a
 * provider that demands the authority form, or `http://127.0.0.1:<port>/callback/<tag>` (RFC 8252 §7.3).
 * Without a port it is the loopback address as it is registered.
 */
export function redirectUri(
  way: RedirectWay,
  options: {
    readonly scheme: string;
    readonly spelling: 'path' | 'authority';
    readonly tag: string;
    readonly host?: string;
    readonly port?: number;
  },
): string {
  switch (way) {
    case 'scheme':
      return `${options.scheme}:${options.spelling === 'path' ? '/' : '//'}callback/${options.tag}`;
    case 'loopback': {
      const port = options.port === undefined ? '' : `:${String(options.port)}`;
      return `http://${options.host ?? '127.0.0.1'}${port}${callbackPath(options.tag)}`;
    }
    default:
      return assertNever(way);
  }
}

/** The path that a loopback receiver answers. */
export function callbackPath(tag: string): string {
  return `/callback/${tag}`;
}

/** Where the provider sends the browser after a sign-out (R46), in the spelling that it demands of the redirect address too. */
export function postLogoutRedirectUri(scheme: string, spelling: 'path' | 'authority'): string {
  return `${scheme}:${spelling === 'path' ? '/' : '//'}logged-out`;
}
