/** The part of Trusted Types that is needed here; TypeScript's own types of the DOM do not have it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): {
    createScriptURL(url: string): URL;
  };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

/**
 * Starts workers from our own origin. The page's policy wants a trusted type for the address of a script; the policy made
 * here gives it to the one address that the build put in, and to no other.
 */
export function ownWorkers(policy: string, address: string): () => Worker {
  let trusted: URL | string | null = null;
  return () => {
    trusted ??=
      window.trustedTypes?.createPolicy(policy, { createScriptURL: () => address }).createScriptURL('') ??
      address;
    return new Worker(trusted);
  };
}
