/**
 * Supplies `URL.parse` where the runtime has none (Node 20): `oidc-provider` is written for Node 22 and calls it on every request.
 * Called by `startDemo`, so that importing a module changes nothing.
 */
export function supplyUrlParse(): void {
  if (typeof Reflect.get(URL, 'parse') === 'function') return;
  Object.defineProperty(URL, 'parse', { value: parseUrl, configurable: true, writable: true });
}

function parseUrl(url: string | URL, base?: string | URL): URL | null {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}
