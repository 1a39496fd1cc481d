import type { Transaction } from '../../../src/core/oauth/types.ts';

/** What has to become of an answer, by the rules alone. */
export type Verdict =
  /** The right answer to this sign-in: it has to be taken, with this code. */
  | { readonly kind: 'grant'; readonly transaction: Transaction; readonly code: string }
  /** The provider's refusal of this sign-in: it has to reach the person as that. */
  | { readonly kind: 'refusal'; readonly transaction: Transaction }
  | { readonly kind: 'too-late'; readonly transaction: Transaction }
  /** It knows a running sign-in, and breaks a rule: it may end that sign-in, and gives nothing. */
  | { readonly kind: 'nothing' }
  /** It knows none: nothing may happen at all. */
  | { readonly kind: 'ignored' };

/** What RFC 6749, RFC 9207 and the openid response types may put into an answer, and what an answer with a code must not have. */
const answerNames = ['code', 'state', 'iss', 'error', 'access_token', 'id_token', 'response'];
const longestBytes = 8192;
const hour = 3_600_000;

/**
 * Reads an answer by the rules (R8, R9, R15, R16, R26 to R29, F21, F26), character by character and with nothing of the code
 * under test, nor with the URL classes of the platform, which pass over tabs and line breaks.
 */
export function verdictOf(url: string, running: readonly Transaction[], now: number): Verdict {
  const octets = new TextEncoder().encode(url);
  const tooMuch = octets.length > longestBytes;
  const control = octets.some((octet) => octet < 0x20 || octet === 0x7f);
  const { address, query, fragment } = partsOf(url);
  const given = pairsOf(query);
  const all = (name: string): readonly string[] =>
    given.filter(([key]) => key === name).map(([, value]) => value);

  const states = new Set(all('state'));
  const [state] = states;
  const transaction = running.find((one) => states.size === 1 && state !== '' && one.state === state);
  if (transaction === undefined) return { kind: 'ignored' };
  if (tooMuch || control) return { kind: 'nothing' };
  if (now - transaction.startedAt > hour) {
    return address === transaction.redirectUri ? { kind: 'too-late', transaction } : { kind: 'nothing' };
  }
  const inFragment = fragmentNames(fragment).some((name) => answerNames.includes(name));
  const foreign = ['access_token', 'id_token', 'response'].some((name) => all(name).length > 0);
  if (address !== transaction.redirectUri || inFragment || foreign) return { kind: 'nothing' };

  const issuers = all('iss');
  const issuerFits = issuers.every((one) => one === transaction.issuer || one === '');
  const issuerNamed = issuers.includes(transaction.issuer);
  const codes = all('code');
  const errors = all('error');
  if (errors.length > 0) {
    const clear = alike(errors) && alike(issuers) && errors[0] !== '' && codes.length === 0 && issuerFits;
    return clear ? { kind: 'refusal', transaction } : { kind: 'nothing' };
  }
  const [code] = codes;
  const once = all('state').length === 1 && codes.length === 1 && issuers.length <= 1;
  const issuerRight = issuerFits && (issuerNamed || !transaction.issParameterSupported);
  return once && issuerRight && code !== undefined && code !== ''
    ? { kind: 'grant', transaction, code }
    : { kind: 'nothing' };
}

function alike(values: readonly string[]): boolean {
  return new Set(values).size <= 1;
}

/** Everything before the first `?` or `#`, its scheme in lower case (RFC 3986 §3.1); the query; the fragment. */
function partsOf(url: string): { address: string; query: string; fragment: string } {
  const hash = url.indexOf('#');
  const before = hash < 0 ? url : url.slice(0, hash);
  const mark = before.indexOf('?');
  const whole = mark < 0 ? before : before.slice(0, mark);
  const colon = whole.indexOf(':');
  const scheme = Array.from(whole.slice(0, Math.max(0, colon)), lowerAscii).join('');
  return {
    address: scheme + whole.slice(Math.max(0, colon)),
    query: mark < 0 ? '' : before.slice(mark + 1),
    fragment: hash < 0 ? '' : url.slice(hash + 1),
  };
}

function lowerAscii(character: string): string {
  const at = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(character);
  return at < 0 ? character : 'abcdefghijklmnopqrstuvwxyz'.charAt(at);
}

/** RFC 6749 appendix B: `application/x-www-form-urlencoded`, in UTF-8. */
function pairsOf(query: string): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    pairs.push([decoded(name), decoded(equals < 0 ? '' : piece.slice(equals + 1))]);
  }
  return pairs;
}

/** Names that a fragment holds however it is cut: after a route, a mark, or another one. */
function fragmentNames(fragment: string): readonly string[] {
  let cut = '';
  for (const character of fragment) cut += '?/!#;'.includes(character) ? '&' : character;
  return pairsOf(cut).map(([name]) => name);
}

function decoded(text: string): string {
  if (/^[ -$&-*,-~]*$/.test(text)) return text;
  const octets: number[] = [];
  const raw = new TextEncoder().encode(text);
  for (let at = 0; at < raw.length; at += 1) {
    const octet = raw[at] ?? 0;
    const high = hexadecimal(raw[at + 1]);
    const low = hexadecimal(raw[at + 2]);
    if (octet === 0x25 && high !== null && low !== null) {
      octets.push(high * 16 + low);
      at += 2;
    } else {
      octets.push(octet === 0x2b ? 0x20 : octet);
    }
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(octets));
}

function hexadecimal(octet: number | undefined): number | null {
  if (octet === undefined) return null;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  if (octet >= 0x41 && octet <= 0x46) return octet - 0x37;
  return octet >= 0x61 && octet <= 0x66 ? octet - 0x57 : null;
}
