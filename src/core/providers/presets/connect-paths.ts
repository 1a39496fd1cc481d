import type { PastedAddress } from './pasted-address.ts';
import type { Recognized } from './preset.ts';
import { found, pathUpTo } from './recognized.ts';

/** The pages of IdentityServer, in both of its products, below the path at which it runs. */
const pages = [
  'authorize',
  'token',
  'userinfo',
  'endsession',
  'checksession',
  'revocation',
  'introspect',
  'deviceauthorization',
  'ciba',
  'par',
];

/** The issuer to which a page of IdentityServer belongs; it writes itself in lower case. Null for another address. */
export function identityServerAt({ origin, segments, query }: PastedAddress): Recognized | null {
  const at = segments.findIndex(
    (segment, index) => segment === 'connect' && pages.includes(segments[index + 1] ?? ''),
  );
  const base = at !== -1 && at < 4 ? at : (loginAt(segments, query) ?? keysAt(segments));
  if (base === null) return null;
  const issuer = `${origin}${pathUpTo(segments, base)}`.toLowerCase();
  return found({ issuer, words: issuer });
}

/** `/Account/Login?ReturnUrl=/connect/authorize/callback?…` */
function loginAt(segments: readonly string[], query: URLSearchParams): number | null {
  const at = segments.findIndex((segment) => segment.toLowerCase() === 'account');
  const back = query.get('ReturnUrl') ?? query.get('returnUrl') ?? '';
  return at !== -1 && at < 4 && back.includes('/connect/authorize') ? at : null;
}

/** `/.well-known/openid-configuration/jwks`, where no other product has its keys. */
function keysAt(segments: readonly string[]): number | null {
  const at = segments.indexOf('.well-known');
  return at !== -1 && segments[at + 1] === 'openid-configuration' && segments[at + 2] === 'jwks' ? at : null;
}
