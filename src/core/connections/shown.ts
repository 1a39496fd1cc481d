const longest = 80;

/** What a person typed, in quotes, safe to repeat: cut to 80 characters, control and hidden characters made visible. */
export function shown(text: string): string {
  const visible = Array.from(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\u{FFFD}'));
  return `“${visible.length > longest ? `${visible.slice(0, longest - 1).join('')}…` : visible.join('')}”`;
}
