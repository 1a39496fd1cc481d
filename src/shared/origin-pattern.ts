/** How an API origin begins that stands for one whole level of sub-domains: `https://*.example.com`. */
export const wildcardStart = 'https://*.';

/** Whether an API origin is one for a whole level of sub-domains, and so no address that can be asked. */
export function isWildcard(origin: string): boolean {
  return origin.startsWith(wildcardStart);
}
