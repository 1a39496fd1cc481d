import type { RequestBody } from '../../src/shared/request-body.ts';

export function textBody(text: string): RequestBody {
  return { kind: 'text', text };
}

/** A chosen file as the body. */
export function fileBody(ticket: string, name = 'notes.bin'): RequestBody {
  return { kind: 'file', file: { ticket, name, size: 1 } };
}
