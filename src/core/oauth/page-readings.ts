/**
 * How a page's words, or its address, can be read, best first: both without their escapes, the first also without what the app
 * itself asked with, its client ID and where it leads back to: an address repeats that whatever else it says.
 */
export function pageReadings(text: string): readonly string[] {
  const plain = readable(text);
  const short = plain.replaceAll(/\b(?:redirect_uri|client_id)(?:=|%3d)[^&\s#]*/gi, '');
  return short === plain ? [plain] : [short, plain];
}

/** As it stands and, as it may be an address, without its escapes; quotation marks as a keyboard has them. */
function readable(text: string): string {
  const plain = text
    .replaceAll('+', ' ')
    .replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // The shorter one first: together they may be longer than what is looked at.
  return (plain === text ? text : `${plain}\n${text}`)
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"');
}
