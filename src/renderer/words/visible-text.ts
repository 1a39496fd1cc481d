/**
 * Characters that act instead of being seen: they reorder what stands around them, hide, or move a terminal's
 * cursor. ZWJ and ZWNJ stay, because scripts and emoji need them and they reorder nothing.
 */
const acting =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/**
 * Text that came from a server, with every acting character shown as itself: `⟨U+202E⟩`, control characters as
 * their pictures (`␛`). Tab and line feed stay; a carriage return before a line feed is dropped.
 */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(acting, (character) => {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20) return String.fromCodePoint(0x24_00 + point);
    if (point === 0x7f) return '\u2421';
    return `\u27e8U+${point.toString(16).toUpperCase().padStart(4, '0')}\u27e9`;
  });
}

/** The same for what must stay on one line, such as a name. */
export function visibleLine(text: string): string {
  return visibleText(text.replaceAll(/[\t\n\r]+/g, ' '));
}
