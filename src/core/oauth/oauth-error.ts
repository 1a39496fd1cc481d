import type { Answer } from './exchange.ts';
import { header } from './exchange.ts';
import { parseJsonObject, textMember } from './json.ts';
import type { JsonObject } from './json.ts';
import { providerText } from '../failures/provider-text.ts';

/** What an error answer says, as far as it says anything (RFC 6749 §5.2, RFC 9457, and what real servers send). */
export interface OAuthError {
  /** `error` exactly as sent when it is a string; what decisions are made by. */
  readonly code: string | null;
  /** For people: cut to length and stripped. */
  readonly shownCode: string | null;
  readonly description: string | null;
  /** As it was sent, to be compared and never shown. */
  readonly scope: string | null;
  readonly requestId: string | null;
}

/** Reads an error body of any shape; HTML, a stack trace and nothing at all give no words. Never throws. */
export function parseOAuthError(answer: Answer): OAuthError {
  const body: JsonObject = parseJsonObject(answer.bytes) ?? {};
  const inner = body['error'];
  const nested: JsonObject = isObject(inner) ? inner : {};
  const code = typeof inner === 'string' && inner !== '' ? inner : null;
  return {
    code,
    shownCode: providerText(code ?? textMember(nested, 'code') ?? textMember(nested, 'status')),
    description:
      providerText(body['error_description']) ??
      providerText(nested['message']) ??
      providerText(body['detail']) ??
      providerText(body['title']) ??
      providerText(body['message']),
    scope: textMember(body, 'scope'),
    requestId:
      providerText(body['trace_id'] ?? body['correlation_id']) ??
      providerText(header(answer.headers, 'x-request-id') ?? header(answer.headers, 'x-okta-request-id')),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
