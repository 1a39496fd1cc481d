/** The members of a parsed JSON object; none when it is something else. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** Sends a request and parses its answer. */
export async function fetchJson(
  url: string,
  init?: RequestInit,
): Promise<{ status: number; body: Readonly<Record<string, unknown>> }> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : members(JSON.parse(text)) };
}
