/** The host of an address, and what follows it. An address that is none is all path. */
export function addressParts(url: string): { readonly host: string; readonly path: string } {
  const [, host = '', path = url] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  return { host, path: path === '' ? '/' : path };
}
