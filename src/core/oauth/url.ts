/** The address, or null when it is none. (`URL.parse` is not in every runtime that the app supports.) */
export function parseUrl(text: string, base?: string): URL | null {
  try {
    return new URL(text, base);
  } catch {
    return null;
  }
}
