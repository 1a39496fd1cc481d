// oxlint-disable-next-line import/default -- Vite gives the file's address in its place
import workerUrl from './json-worker.ts?worker&url';

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

let trusted: URL | string | null = null;

/**
 * A worker from our own origin. The page's policy wants a trusted type for the address of a script; this makes it for the
 * one address that the build put here, and for no other.
 */
export function startJsonWorker(): Worker {
  trusted ??=
    window.trustedTypes
      ?.createPolicy('latchkey-json-worker', { createScriptURL: () => workerUrl })
      .createScriptURL('') ?? workerUrl;
  return new Worker(trusted);
}
