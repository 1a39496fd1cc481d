/** The address that was typed, or null where it is none. (`URL.parse` is not in every runtime that the app supports.) */
export function typedAddress(text: string): URL | null {
  try {
    return new URL(text.trim());
  } catch {
    return null;
  }
}
