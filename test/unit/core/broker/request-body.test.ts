import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBody, withContentType, type BodySupplies } from '../../../../src/core/broker/request-body.ts';
import { isBodyStream, type BodyStream } from '../../../../src/core/ports/fetch.ts';
import type { FormPart, RequestBody } from '../../../../src/shared/request-body.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const ticket = 'a'.repeat(26);
const boundary = 'the-boundary';
const supplies: BodySupplies = { files: new Map([[ticket, streamOf('content of\r\nthe file')]]), boundary };

function streamOf(text: string): BodyStream {
  const bytes = new TextEncoder().encode(text);
  return {
    size: bytes.byteLength,
    async *chunks() {
      yield bytes.subarray(0, 3);
      await Promise.resolve();
      yield bytes.subarray(3);
    },
  };
}

async function sent(body: RequestBody): Promise<{ text: string; type: string; announced: number }> {
  const encoded = valueOf(encodeBody({ body }, 'POST', supplies));
  if (encoded === null) throw new Error('Nothing is sent.');
  const { content, contentType } = encoded;
  if (!isBodyStream(content)) {
    return { text: new TextDecoder().decode(content), type: contentType, announced: content.byteLength };
  }
  const parts: Uint8Array[] = [];
  for await (const chunk of content.chunks()) parts.push(chunk);
  return { text: Buffer.concat(parts).toString(), type: contentType, announced: content.size };
}

const file = { ticket, name: 'photo.png', size: 20 };

describe('the bytes of a body', () => {
  it.each<[RequestBody, string, string]>([
    [{ kind: 'json', text: '{"a": 1}' }, '{"a": 1}', 'application/json'],
    [{ kind: 'text', text: 'é' }, 'é', 'text/plain; charset=utf-8'],
    [
      {
        kind: 'form',
        fields: [
          { name: 'a b', value: 'c&d=é' },
          { name: 'off', value: '1', off: true },
          { name: '', value: '' },
        ],
      },
      'a+b=c%26d%3D%C3%A9&=',
      'application/x-www-form-urlencoded',
    ],
    [
      { kind: 'graphql', query: 'query { "a" }', variables: ' ' },
      '{"query":"query { \\"a\\" }"}',
      'application/json',
    ],
    [
      { kind: 'graphql', query: '{ a }', variables: '{"id": 12345678901234567890}' },
      '{"query":"{ a }","variables":{"id": 12345678901234567890}}',
      'application/json',
    ],
    [{ kind: 'file', file }, 'content of\r\nthe file', 'image/png'],
  ])('%j', async (body, text, type) => {
    expect(await sent(body)).toMatchObject({ text, type });
  });

  it('several parts are written as RFC 7578 and the WHATWG say, with a length that is known before', async () => {
    const parts: readonly FormPart<string>[] = [
      { kind: 'text', name: 'ti"t\r\nle', value: 'a\nb' },
      { kind: 'text', name: 'typed', value: '{}', type: 'application/json' },
      { kind: 'text', name: 'not sent', value: '', off: true },
      { kind: 'file', name: 'photo', file: { ...file, name: 'é".png' } },
      { kind: 'file', name: 'raw', file, type: 'a/b\r\nX: y' },
    ];
    const { text, type, announced } = await sent({ kind: 'multipart', parts });
    expect(type).toBe(`multipart/form-data; boundary=${boundary}`);
    expect(announced).toBe(Buffer.byteLength(text));
    expect(text).toBe(
      [
        `--${boundary}`,
        'Content-Disposition: form-data; name="ti%22t%0D%0Ale"',
        '',
        'a\nb',
        `--${boundary}`,
        'Content-Disposition: form-data; name="typed"',
        'Content-Type: application/json',
        '',
        '{}',
        `--${boundary}`,
        'Content-Disposition: form-data; name="photo"; filename="é%22.png"',
        'Content-Type: image/png',
        '',
        'content of\r\nthe file',
        `--${boundary}`,
        'Content-Disposition: form-data; name="raw"; filename="photo.png"',
        'Content-Type: a/b X: y',
        '',
        'content of\r\nthe file',
        `--${boundary}--`,
        '',
      ].join('\r\n'),
    );
  });

  it('what a form sends, a server reads as the same', async () => {
    const fields = fc.array(
      fc.record({ name: fc.string({ unit: 'grapheme' }), value: fc.string({ unit: 'grapheme' }) }),
    );
    await fc.assert(
      fc.asyncProperty(fields, async (given) => {
        const { text } = await sent({ kind: 'form', fields: given });
        expect([...new URLSearchParams(text)].map(([name, value]) => ({ name, value }))).toEqual(given);
      }),
    );
  });

  it('rows that are switched off are no body', () => {
    const off = [{ name: 'a', value: 'b', off: true }] as const;
    expect(valueOf(encodeBody({ body: { kind: 'form', fields: off } }, 'GET', supplies))).toBeNull();
  });

  it.each<[string, RequestBody, string, string]>([
    [
      'a file that nobody chose',
      { kind: 'file', file: { ticket: null, name: 'a.png' } },
      'not-found',
      'a.png',
    ],
    [
      'a file that was chosen before the app was started again',
      { kind: 'file', file: { ...file, ticket: 'b'.repeat(26) } },
      'not-found',
      'started again',
    ],
    [
      'a part whose file nobody chose',
      { kind: 'multipart', parts: [{ kind: 'file', name: 'x', file: { ticket: null, name: 'b.png' } }] },
      'not-found',
      'b.png',
    ],
    [
      'variables that are no JSON',
      { kind: 'graphql', query: '{ a }', variables: '{\n"a": }' },
      'input-invalid',
      'line 2, column 6',
    ],
    [
      'variables that are a list',
      { kind: 'graphql', query: '{ a }', variables: '[1]' },
      'input-invalid',
      'braces',
    ],
    [
      'more text than there may be',
      { kind: 'multipart', parts: [{ kind: 'text', name: 'x', value: 'a'.repeat(9_000_000) }] },
      'input-invalid',
      '9.0 MB',
    ],
  ])('%s is refused', (_what, body, code, words) => {
    const failure = failureOf(encodeBody({ body }, 'POST', supplies));
    expect(failure).toMatchObject({ code, details: { field: 'Request body' } });
    expect(failure.why).toContain(words);
  });

  it('a type of the person’s own stays, and gets the boundary that is used', () => {
    const encoded = valueOf(encodeBody({ body: { kind: 'multipart', parts: [] } }, 'POST', supplies));
    const own = (value: string) => withContentType([['Content-Type', value]], encoded)[0]?.[1];
    expect(own('multipart/related; boundary="x"; charset=utf-8')).toBe(
      `multipart/related; charset=utf-8; boundary=${boundary}`,
    );
    expect(own('text/plain')).toBe('text/plain');
    expect(withContentType([], encoded)).toEqual([
      ['content-type', `multipart/form-data; boundary=${boundary}`],
    ]);
    expect(withContentType([], null)).toEqual([]);
  });
});
