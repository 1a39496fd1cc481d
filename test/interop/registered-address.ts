import type { RedirectWay } from '../../src/shared/connection.ts';

/** How the app has to be set to use an address that is registered. */
export interface RedirectSettings {
  readonly way: RedirectWay;
  readonly spelling: 'path' | 'authority';
  readonly host: '127.0.0.1' | 'localhost';
  /** Empty: any free one. */
  readonly port: string;
}

/**
 * How the app is set to use the address that is registered at the server, or why it cannot: then one sentence. The path of
 * an address belongs to the issuer, and is not chosen.
 * @param registered null: nothing was said, the app's own is taken.
 */
export function settingsFor(
  registered: string | null,
  redirect: RedirectWay,
  own: Readonly<Record<RedirectWay, string>>,
): RedirectSettings | { readonly why: string } {
  const settings = { way: redirect, spelling: 'path', host: '127.0.0.1', port: '' } as const;
  if (registered === null) return settings;
  const mine = own[redirect];
  const other = {
    why: `The app comes back to ${mine} at this issuer, and what is registered is ${registered}. Register the first one.`,
  };
  if (redirect === 'scheme') {
    if (registered === mine) return settings;
    return registered === mine.replace(':/', '://') ? { ...settings, spelling: 'authority' } : other;
  }
  const found = /^http:\/\/(127\.0\.0\.1|localhost)(?::(\d{1,5}))?(\/.*)$/.exec(registered);
  if (found?.[3] !== new URL(mine).pathname) return other;
  return { ...settings, host: found[1] === 'localhost' ? 'localhost' : '127.0.0.1', port: found[2] ?? '' };
}
