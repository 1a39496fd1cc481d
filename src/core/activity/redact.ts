import { endOfValue } from './secret-value.ts';

export const redacted = '[redacted]';

/** Parameters, members and headers whose value is a secret, or is worth something to a thief. */
const secretNames = [
  '(?:access|refresh|id|device|registration|registration_access|subject|actor|logout|csrf|xsrf)_?tokens?(?:_?hint)?',
  'tokens?',
  'code',
  'auth(?:orization)?_?code',
  'user_?code',
  'device_?code',
  'code_?verifier',
  'client_?secret',
  'client_?assertion',
  'assertion',
  'secret',
  'state',
  'session_?state',
  'nonce',
  'password',
  '(?:current|new|old)?_?passphrase',
  'request_?uri',
  'auth_req_id',
  'api[_-]?key',
  'x-api-key',
  'x-auth-token',
  'dpop',
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
].join('|');

/** These are everyday words as well. After a colon their value is left when it plainly is a word or a small number. */
const everydayNames = /^(?:code|state|tokens?)$/i;
const plainWord = /^(?:[a-z]{2,16}(?:-[a-z]{2,16}){0,4}|E[A-Z0-9_]{2,30}|ERR_[A-Z0-9_]{2,40}|-?\d{1,4})$/;
const headerNames = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|dpop|x-.*)$/i;
const emptyValue = /^(?:null|true|false|undefined|none)$/;

/**
 * A name, what closes it (a quote, escaped or percent-encoded), what separates it from its value, and space.
 * A name begins where a word begins, or after a percent-encoded character.
 */
const named = new RegExp(
  [
    String.raw`(?:(?<![A-Za-z0-9_-])|(?<=%(?:25)*[0-9A-Fa-f]{2}))`,
    `(${secretNames})`,
    String.raw`(?:\\*["']|%(?:25)*22)?\s*`,
    // `name: value`, `name=value`, `{"name":"state","value":"…"}`, `["cookie","…"]`, and the first two percent-encoded.
    String.raw`([:=]|,\s*\\*["']?value\\*["']?\s*:|,(?=\s*\\*["'])(?!\s*\\*["'][^"']*["']\s*:)|%(?:25)*3[ADad])`,
    String.raw`(?:\s*(?=\\*["'[{])|[ \t]*)`,
  ].join(''),
  'gi',
);
const bearerWords =
  '(?!(?:token|tokens|authentication|scheme|challenge|auth|proof|key|nonce|required|bound)\\b)';
const credentials = new RegExp(
  String.raw`\b(Bearer|DPoP)(\s+|%20|\+)${bearerWords}(?![A-Za-z_]+=["\w])[^\s"',;<>&]+`,
  'gi',
);
const basic = /\b(Basic|Negotiate|NTLM)(\s+)(?=[A-Za-z0-9+/=_-]{6,})(?=\S*[A-Z0-9+/=])[A-Za-z0-9+/=_-]+/g;
const userInfo = /(:\/\/)[^/\s?#"'<>]+@/g;
const shapedLikeToken = /eyJ[A-Za-z0-9_-]{3,}(?:\.[A-Za-z0-9_-]*){0,4}/g;
const longRun = /[A-Za-z0-9_+-]{32,}={0,2}/g;
/** What every pattern above needs: what separates a name from its value, a scheme, `eyJ`, or a long run. */
const mayHoldSecret = /[:=,%]|bearer|dpop|basic|negotiate|ntlm|eyJ|[A-Za-z0-9_+-]{32}/i;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Takes the secrets out of text and leaves the rest readable: the one redaction of logs, activity and IPC failures.
 * It goes by name (parameters, form fields, JSON members, headers), by scheme (`Bearer …`), and by shape (JWTs, long
 * runs of base64url). A short secret without name or scheme cannot be told from a word: never write one.
 */
export function redact(text: string): string {
  // Most of what is recorded of a request holds none of it, and all of it was looked for in each of them.
  if (!mayHoldSecret.test(text)) return text;
  return redactNamed(text)
    .replace(credentials, `$1 ${redacted}`)
    .replace(basic, `$1 ${redacted}`)
    .replace(userInfo, `$1${redacted}@`)
    .replace(shapedLikeToken, redacted)
    .replace(longRun, (run) => (isRandom(run) ? redacted : run));
}

/** Redacts and cuts to `longest` characters, so that nothing of a secret at the cut stays. */
export function redactShort(text: string, longest: number): string {
  const most = longest * 4;
  // A run that the cut went through has lost the shape by which it would be known.
  const short = redact(text.length > most ? text.slice(0, most).replace(/[^\s"',;&]*$/, '') : text);
  return short.length > longest ? `${short.slice(0, longest - 1)}…` : short;
}

const wholeSecretName = new RegExp(`^(?:${secretNames})$`, 'i');

/** Whether what has this name is never shown, whatever it is. */
export function isSecret(name: string, value: string): boolean {
  const plain = everydayNames.test(name) && plainWord.test(value);
  return wholeSecretName.test(name.trim()) && !plain && !emptyValue.test(value);
}

function redactNamed(text: string): string {
  let result = '';
  let position = 0;
  named.lastIndex = 0;
  for (let match = named.exec(text); match !== null; match = named.exec(text)) {
    const [whole, name = '', separator = ''] = match;
    const start = match.index + whole.length;
    const value = endOfValue(text, start, {
      header: headerNames.test(name),
      structured: !/^(?:=|%(?:25)*3d)$/i.test(separator),
    });
    const inner = text.slice(value.start, value.end).replace(/(?<![\s,;)\]}])[,;)\]}]+$/, '');
    const harmless =
      inner === '' ||
      emptyValue.test(inner) ||
      (separator.endsWith(':') && everydayNames.test(name) && plainWord.test(inner));
    result += text.slice(position, harmless ? value.end : value.start) + (harmless ? '' : redacted);
    position = value.end;
    named.lastIndex = Math.max(value.end, start);
  }
  return result + text.slice(position);
}

/** Words, even long ones with hyphens, are of one case and without digits; identifiers like UUIDs help support. */
function isRandom(run: string): boolean {
  if (uuid.test(run)) return false;
  return /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run));
}
