/** Longest text of a provider that is ever shown, in characters. */
export const providerTextLimit = 200;

/**
 * Text that a provider wrote, made safe to show (F25): control characters, line breaks and the characters that
 * reverse or hide text become spaces, and it is cut to {@link providerTextLimit}. Null when nothing readable is left.
 */
export function providerText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  // Cut first, so that a megabyte of text costs nothing.
  const readable = value
    .slice(0, providerTextLimit * 4)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (readable === '') return null;
  const characters = Array.from(readable);
  return characters.length <= providerTextLimit
    ? readable
    : `${characters.slice(0, providerTextLimit - 1).join('')}…`;
}
