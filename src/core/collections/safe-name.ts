/** UTF-8 bytes, with room for an ending, a number and a temporary file's own. */
const longestName = 120;

/** Names that Windows keeps for devices, whatever ending they have. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;

/**
 * A file or folder name that works on Linux, macOS and Windows, for a name that a person typed: letters of every script
 * stay, what one of the systems refuses becomes a hyphen or goes. Never empty, never hidden, at most 120 bytes.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    // Direction marks and what is not seen: a name must not look like another one.
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"/\\|?*\p{Cc}]+/gu, '-')
    .replace(/\s+/g, ' ');
  const cut = trimmed(cutToBytes(trimmed(plain), longestName));
  if (cut === '') return 'Unnamed';
  return devices.test(cut) ? cut.replace(/^[^.]*/, '$&-') : cut;
}

/** The first of `name`, `name 2`, `name 3` … that is not taken; upper and lower case are the same. */
export function freeName(name: string, ending: string, taken: readonly string[]): string {
  const used = new Set(taken.map(sameName));
  for (let number = 1; ; number += 1) {
    const candidate = `${name}${number === 1 ? '' : ` ${String(number)}`}${ending}`;
    if (!used.has(sameName(candidate))) return candidate;
  }
}

/** Names with an ending, each made different from those before it as `freeName` does. Takes time that grows with their number. */
export function freeNames(names: readonly string[], ending: string): readonly string[] {
  const used = new Set<string>();
  const counts = new Map<string, number>();
  return names.map((name) => {
    for (let number = (counts.get(sameName(name)) ?? 0) + 1; ; number += 1) {
      const candidate = `${name}${number === 1 ? '' : ` ${String(number)}`}${ending}`;
      counts.set(sameName(name), number);
      if (used.has(sameName(candidate))) continue;
      used.add(sameName(candidate));
      return candidate;
    }
  });
}

/** Two names with the same answer are one file on some system. */
export function sameName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** Dots and spaces at the end vanish on Windows, a dot or a hyphen in front hides a file or looks like an option. */
function trimmed(text: string): string {
  return text.replace(/^[\s.-]+|[\s.]+$/g, '');
}

function cutToBytes(text: string, most: number): string {
  let result = '';
  let bytes = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    result += character;
  }
  return result;
}
