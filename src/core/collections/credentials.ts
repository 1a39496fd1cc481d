import type { OffParameter, RequestDraft } from '../../shared/request.ts';
import { mapBody, type FormField, type FormPart, type RequestBody } from '../../shared/request-body.ts';
import { replaceSignedTokens } from './signed-tokens.ts';
import { isVariableName, parseTemplate } from '../../shared/variable-template.ts';

/** A credential that stands in a request in the open. */
export interface OpenCredential {
  /** What it is, in words: “the header X-Api-Key”. */
  readonly place: string;
  /** The name of the variable that could hold it. */
  readonly variable: string;
  /** Null: it cannot be put into a variable by itself, because variables stand inside it. */
  readonly value: string | null;
}

/** Whether a header carries what lets somebody in. */
export function isCredentialHeader(name: string): boolean {
  const key = name.trim().toLowerCase();
  if (harmless.has(key)) return false;
  return credentialWord.test(key) || credentialKey.test(key) || ['sig', 'dpop'].includes(key);
}

const harmless: ReadonlySet<string> = new Set([
  'access-control-request-headers',
  'authentication-info',
  'max-tokens',
  'x-csrf-protection',
]);
const credentialWord =
  /(?:^|[-_.])(?:authorization|authentication|auth|cookies?|tokens?|secrets?|passwords?|passwd|passphrase|credentials?|jwt|session|sessionid|session-id|apikey|accesskey|otp|pin)(?:$|[-_.])/;
const credentialKey =
  /(?:api|auth|access|account|subscription|functions?|secret|private|master|admin|service|license|application|app|client|consumer|rapidapi|security)[-_.]?key(?:$|[-_.])/;

/** Query parameters by name. What is called `key` is one when it is long and mixed. */
export function isCredentialParameter(name: string, value: string): boolean {
  const key = name.toLowerCase();
  if (key === 'key' || key === 'code') return /^(?=.*\d)(?=.*[A-Za-z])[\w.-]{20,}$/.test(value);
  if (/(?:page|continuation|next|sync|start|cursor)[-_.]?token$/.test(key)) return false;
  // `token` and `auth_token`, but not `token_count`.
  const last = key.replace(/^.*[-_.](?=[a-z]+$)/, '');
  return credentialWord.test(last) || credentialKey.test(key) || ['sig', 'signature'].includes(key);
}

/** Members of JSON by name: `accessToken` is named like `access_token`. */
export function isCredentialMember(name: string, value: string): boolean {
  return isCredentialParameter(name.replaceAll(/([a-z\d])(?=[A-Z])/g, '$1_'), value);
}

const scheme = /^(?:(?:Bearer|Basic|Digest|DPoP|Token|ApiKey|Negotiate|AWS4-HMAC-SHA256)[ \t]+)?/i;

/** What a change of one text came to. */
interface Sealed {
  readonly text: string;
  readonly found: OpenCredential | null;
}

/**
 * Finds the credentials that stand in a request in the open: under the name of a known header or query parameter, before the
 * `@` of the address, or in the shape of a signed token anywhere. `request` has the name of a variable in each one's place;
 * `nameFor` may choose another name than the one proposed. One in which variables stand is left where it is, unless `mixed`
 * says that it is replaced as a whole.
 */
export function sealCredentials(
  draft: RequestDraft,
  nameFor: NameFor = (proposed) => proposed,
  mixed: 'leave' | 'replace' = 'leave',
): { readonly request: RequestDraft; readonly credentials: readonly OpenCredential[] } {
  const naming = { nameFor, mixed };
  const credentials: OpenCredential[] = [];
  const keep = ({ text, found }: Sealed): string => {
    if (found !== null) credentials.push(found);
    return text;
  };
  const sealedHeader = (name: string, value: string): string => {
    const sealed = isCredentialHeader(name) ? keep(sealHeader(name, value, naming)) : value;
    return sealTokens(sealed, `the header ${name}`, naming, keep);
  };
  const headers = draft.headers.map(([name, value]) => [name, sealedHeader(name, value)] as const);
  const offHeaders = draft.offHeaders?.map(({ at, name, value }) => ({
    at,
    name,
    value: sealedHeader(name, value),
  }));
  const url = sealTokens(sealUrl(draft.url, naming, keep), 'the URL', naming, keep);
  const offQuery = draft.offQuery?.map((parameter) => sealOff(parameter, naming, keep));
  const body = draft.body === null ? null : sealBody(draft.body, naming, keep);
  const off = {
    ...(offQuery === undefined ? {} : { offQuery }),
    ...(offHeaders === undefined ? {} : { offHeaders }),
  };
  const request = { ...draft, ...off, url, headers, body };
  return { request, credentials };
}

function sealOff({ at, pair }: OffParameter, naming: Naming, keep: Keep): OffParameter {
  return { at, pair: sealUrl(`?${pair}`, naming, keep).slice(1) };
}

/** Fields have names as parameters of an address have; switched off they are saved as well. */
function sealBody(body: RequestBody, naming: Naming, keep: Keep): RequestBody {
  const field = <Field extends FormField<string>>(given: Field): Field =>
    isCredentialParameter(given.name, given.value)
      ? {
          ...given,
          value: keep(seal(given.value, '', '', `the field ${given.name}`, given.name, naming)),
        }
      : given;
  const part = (given: FormPart<string>): FormPart<string> => (given.kind === 'text' ? field(given) : given);
  const named =
    body.kind === 'form'
      ? { ...body, fields: body.fields.map(field) }
      : body.kind === 'multipart'
        ? { ...body, parts: body.parts.map(part) }
        : body;
  return mapBody(named, (text) => sealTokens(text, 'the request body', naming, keep));
}

type NameFor = (proposed: string, value: string) => string;
type Keep = (sealed: Sealed) => string;

interface Naming {
  readonly nameFor: NameFor;
  readonly mixed: 'leave' | 'replace';
}

/** The name of the scheme stays: `Bearer {{authorization}}`. */
function sealHeader(name: string, value: string, naming: Naming): Sealed {
  const start = scheme.exec(value)?.[0] ?? '';
  return seal(value.slice(start.length), start, '', `the header ${name}`, name, naming);
}

function sealUrl(url: string, naming: Naming, keep: Keep): string {
  const [, head = '', user, afterUser = ''] =
    /^([a-z][a-z0-9+.-]*:\/\/)([^/?#@]*)@([\s\S]*)$/i.exec(url) ?? [];
  const plain =
    user === undefined
      ? url
      : keep(seal(user, head, `@${afterUser}`, 'the address before its @', 'user-info', naming));
  return plain.replace(/([?&])([^?=&#]+)=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
    isCredentialParameter(decoded(name), decoded(value))
      ? keep(seal(value, `${sign}${name}=`, '', `the parameter ${name} of the URL`, name, naming))
      : whole,
  );
}

function sealTokens(text: string, place: string, naming: Naming, keep: Keep): string {
  return replaceSignedTokens(text, (token) => keep(seal(token, '', '', place, 'token', naming)));
}

/** A value that is nothing but variables is no secret in the open. */
function seal(
  value: string,
  before: string,
  after: string,
  place: string,
  name: string,
  naming: Naming,
): Sealed {
  const text = `${before}${value}${after}`;
  const parts = parseTemplate(value.trim());
  const literal = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  if (/^[\s;:,=]*$/.test(literal)) return { text, found: null };
  const proposed = variableName(name);
  // Cookies and such that name a variable for what counts: `session={{session}}; theme={{theme}}`.
  const rest = literal.replace(/[\w.-]+=(?=$|[\s;,&])/g, '');
  if (parts.length > 1 && /^[\s;,&]*$/.test(rest)) return { text, found: null };
  if (parts.length > 1) {
    const replaced = naming.mixed === 'leave' ? text : `${before}{{${proposed}}}${after}`;
    return { text: replaced, found: { place, variable: proposed, value: null } };
  }
  const variable = naming.nameFor(proposed, literal);
  return { text: `${before}{{${variable}}}${after}`, found: { place, variable, value: literal } };
}

function variableName(name: string): string {
  const proposed = name
    .trim()
    .toLowerCase()
    .replace(/[^\w.-]+/g, '-')
    .slice(0, 80);
  return isVariableName(proposed) ? proposed : 'secret';
}

/** Without percent-encoding; as it is where that is broken. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
