import type { HostUses } from '../../shared/connections-file.ts';
import type { ManualEndpoints } from '../../shared/connection.ts';
import { succeed, type Result } from '../../shared/result.ts';
import { checkAddressOf } from '../oauth/issuer.ts';
import { parseUrl } from '../oauth/url.ts';

/** Addresses of a *manual* connection (R87), without its tag. */
export type Endpoints = Omit<ManualEndpoints, 'tag'>;
export type EndpointMember = keyof Endpoints;

/** What each is for, in words. */
export const endpointWords: Readonly<Record<EndpointMember, string>> = {
  discoveryUrl: 'its description',
  authorizationEndpoint: 'sign-in',
  tokenEndpoint: 'tokens',
  jwksUri: 'keys',
  revocationEndpoint: 'revocation',
  endSessionEndpoint: 'sign-out',
  userinfoEndpoint: 'the account',
  deviceAuthorizationEndpoint: 'sign-in with a code',
};

const members = Object.keys(endpointWords).filter((name): name is EndpointMember => name in endpointWords);

/** The members that are given, always in the same order: two lists of endpoints are the same where this says so. */
export function givenEndpoints(
  from: Readonly<Partial<Record<EndpointMember, string | undefined>>>,
): readonly (readonly [EndpointMember, string])[] {
  return members.flatMap((member) => {
    const url = from[member];
    return url === undefined || url === '' ? [] : [[member, url] as const];
  });
}

/** Whether two connections of one issuer reach the same addresses. */
export function sameEndpoints(one: Endpoints | undefined, other: Endpoints | undefined): boolean {
  return JSON.stringify(givenEndpoints(one ?? {})) === JSON.stringify(givenEndpoints(other ?? {}));
}

/**
 * Judges one address that a person or a file gives for an issuer: it is secure (R23), and an https issuer brings no plain
 * address with it. Fails with `metadata-invalid` or `endpoint-insecure`.
 */
export function checkGivenEndpoint(issuer: string, member: EndpointMember, url: string): Result<string> {
  return checkAddressOf(issuer, url, `address for ${endpointWords[member]}`);
}

/** The same for all of them; null where there is none. */
export function checkGivenEndpoints(
  issuer: string,
  endpoints: Readonly<Partial<Record<EndpointMember, string | undefined>>>,
): Result<Endpoints | null> {
  const given = givenEndpoints(endpoints);
  for (const [member, url] of given) {
    const address = checkGivenEndpoint(issuer, member, url);
    if (!address.ok) return address;
  }
  return succeed(given.length === 0 ? null : Object.fromEntries(given));
}

/** Every host that a sign-in reaches, the issuer's first, as far as it is known without asking (R87). */
export function hostsOf(issuer: string, endpoints: Endpoints | null): readonly HostUses[] {
  const uses = new Map([[hostOf(issuer), ['the issuer']]]);
  for (const [member, url] of givenEndpoints(endpoints ?? {})) {
    const host = hostOf(url);
    uses.set(host, [...(uses.get(host) ?? []), endpointWords[member]]);
  }
  return Array.from(uses, ([host, all]) => ({ host, uses: all }));
}

function hostOf(url: string): string {
  return parseUrl(url)?.host ?? url;
}
