import type { SentRequest } from '../broker/broker.ts';
import {
  decoded,
  isCredentialHeader,
  isCredentialMember,
  sealCredentials,
} from '../collections/credentials.ts';
import { replaceSignedTokens } from '../collections/signed-tokens.ts';
import { mediaTypeOf } from '../broker/media-type.ts';
import type { HeaderList, RequestDraft } from '../../shared/request.ts';
import type { FileToSend, RequestBody } from '../../shared/request-body.ts';

/** What stands in the place of a credential in an answer. */
export const notKept = '[not kept]';

/** A member of a JSON object that is a text. */
const textMember = /("([\w.$@ -]{1,100})"\s*:\s*")((?:[^"\\]|\\.)+)(?=")/g;
const parameter = /([?&#]|^)([^=&#?\s"'<>]{1,100})=([^&#\s"'<>]+)/g;
const userInfo = /(:\/\/)[^/\s?#"'<>@]+@/g;

export interface CleanRequest {
  readonly request: RequestDraft;
  /** The places of what was left out, in words, each once. */
  readonly leftOut: readonly string[];
}

/**
 * A request without what would let somebody in: under the name of a known header, parameter or member, before the `@` of
 * the address, in the shape of a signed token anywhere. The name of a variable stands in each one's place, so that the
 * request is sent again only once somebody gave it a value.
 */
export function cleanRequest(draft: RequestDraft): CleanRequest {
  const { request, credentials } = sealCredentials(draft, (proposed) => proposed, 'replace');
  const places = new Set(credentials.map(({ place }) => place));
  const body = cleanValue(request.body, (name) => {
    places.add(name === null ? 'the request body' : `${name} in the request body`);
    return `{{${variableOf(name ?? 'secret')}}}`;
  });
  return { request: { ...request, body: body === null ? null : withoutTickets(body) }, leftOut: [...places] };
}

/** Files by their names: tickets are of one run, and a person chooses again what is sent later. */
function withoutTickets(body: RequestBody): RequestBody {
  if (body.kind === 'file') return { ...body, file: named(body.file) };
  if (body.kind !== 'multipart') return body;
  return {
    ...body,
    parts: body.parts.map((part) => (part.kind === 'file' ? { ...part, file: named(part.file) } : part)),
  };
}

function named({ name }: FileToSend): FileToSend {
  return { ticket: null, name };
}

type Answer = Extract<SentRequest['outcome'], { kind: 'answered' }>['response'];

/** The head of an answer, with all addresses and words in it, without cookies, keys and signed tokens. */
export function cleanResponse({ headers: came, ...response }: Answer): Answer {
  const words = cleanValue(response, () => notKept, cleanText);
  const headers: HeaderList = came.map(([name, value]) => [
    name,
    isCredentialHeader(name) ? notKept : cleanText(value),
  ]);
  return { ...words, headers };
}

/** The body of an answer that is text, without signed tokens and the values of members and parameters that are credentials. */
export function cleanBody(bytes: Uint8Array, headers: HeaderList): Uint8Array {
  const { essence } = mediaTypeOf(headers);
  if (/^(?:image|audio|video|font)\//.test(essence)) return bytes;
  // Byte by byte, so that whatever the charset is, everything else stays as it is.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const form = essence === 'application/x-www-form-urlencoded' ? cleanText(text) : text;
  const clean = replaceSignedTokens(
    cleanMembers(form, () => notKept),
    () => notKept,
  );
  return clean === text ? bytes : Buffer.from(clean, 'latin1');
}

/** Replaces what a text holds of them; `told` answers with what stands in the place of one that was found. */
function cleanMembers(text: string, told: (name: string) => string): string {
  return text.replaceAll(textMember, (whole, before: string, name: string, value: string) =>
    isCredentialMember(name, value) && !isReference(value) ? before + told(name) : whole,
  );
}

/** An address, or words with addresses in them. */
function cleanText(text: string): string {
  const plain = text
    .replaceAll(parameter, (whole, before: string, name: string, value: string) =>
      isCredentialMember(decoded(name), decoded(value)) ? `${before}${name}=${notKept}` : whole,
    )
    .replaceAll(userInfo, `$1${notKept}@`);
  return replaceSignedTokens(plain, () => notKept);
}

/** Every text of a value, and every `value` beside a `name` that is one of a credential. The shape stays as it is. */
function cleanValue<T>(value: T, told: (name: string | null) => string, text = (each: string) => each): T {
  const walk = (each: unknown): unknown => {
    if (typeof each === 'string') {
      return text(replaceSignedTokens(cleanMembers(each, told), () => told(null)));
    }
    if (Array.isArray(each)) return each.map(walk);
    if (typeof each !== 'object' || each === null) return each;
    const fields: Readonly<Record<string, unknown>> = { ...each };
    const { name, value: own } = fields;
    const secret =
      typeof name === 'string' && typeof own === 'string' && own !== '' && isCredentialMember(name, own);
    return Object.fromEntries(
      Object.entries(fields).map(([key, inside]) =>
        secret && key === 'value' && !isReference(own) ? [key, told(name)] : [key, walk(inside)],
      ),
    );
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- texts become texts, and everything else stays
  return walk(value) as T;
}

/** Whether nothing but the name of a variable stands there. */
function isReference(value: string): boolean {
  return /^\s*(?:\{\{[^{}]*\}\}\s*)+$/.test(value);
}

function variableOf(name: string): string {
  const proposed = name.replace(/[^\w.-]+/g, '-').slice(0, 80);
  return /^[A-Za-z_]/.test(proposed) ? proposed : 'secret';
}
