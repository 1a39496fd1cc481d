import { describe, expect, it } from 'vitest';
import type { ResponseBody } from '../../../../src/shared/request.ts';
import { mediaTypeOf } from '../../../../src/core/broker/media-type.ts';
import { describeBytes } from '../../../../src/core/broker/response-body.ts';

function shown(bytes: Uint8Array | string, contentType: string | null): ResponseBody {
  return describeBytes(
    typeof bytes === 'string' ? Buffer.from(bytes) : bytes,
    mediaTypeOf(contentType === null ? [] : [['content-type', contentType]]),
  );
}

describe('how a body is shown', () => {
  it('nothing is empty, whatever it is called', () => {
    expect(shown('', 'application/json')).toEqual({ kind: 'empty' });
  });

  it('JSON by its media type, also with a suffix or parameters', () => {
    for (const type of ['application/json', 'Application/JSON; charset=utf-8', 'application/problem+json']) {
      expect(shown('{"é":1}', type)).toMatchObject({ kind: 'json', text: '{"é":1}' });
    }
    expect(shown('\ufeff{}', 'application/json')).toMatchObject({ kind: 'json', text: '{}' });
  });

  it('what calls itself JSON but is no text is shown as bytes', () => {
    expect(shown(Buffer.from([0xff, 0x00, 0x80]), 'application/json')).toMatchObject({ kind: 'bytes' });
  });

  it('JSON in another charset that it names, where it is no UTF-8', () => {
    const legacy = 'application/json; charset=ISO-8859-1';
    expect(shown(Buffer.from('{"a":"grün"}', 'latin1'), legacy)).toMatchObject({
      kind: 'json',
      text: '{"a":"grün"}',
    });
    expect(shown('{"a":"grün"}', legacy)).toMatchObject({ kind: 'json', text: '{"a":"grün"}' });
    expect(shown(Buffer.from([0x22, 0xff, 0x22]), 'application/json; charset=shift_jis')).toMatchObject({
      kind: 'bytes',
    });
  });

  it('text in the charset it names, in that of its mark, or in UTF-8', () => {
    const cases: readonly (readonly [Uint8Array | string, string, string])[] = [
      ['grün', 'text/plain', 'grün'],
      [Buffer.from('grün', 'latin1'), 'text/plain; charset=ISO-8859-1', 'grün'],
      [Buffer.from([0x93, 0x61, 0x94]), 'text/html;charset="windows-1252"', '“a”'],
      [Buffer.from('grün', 'utf16le'), 'text/plain; charset=utf-16le', 'grün'],
      [Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ab', 'utf16le')]), 'text/plain', 'ab'],
      [Buffer.from([0x83, 0x65]), 'text/plain; charset=shift_jis', 'テ'],
      ['grün', 'text/plain; charset=no-such-set', 'grün'],
      [Buffer.from('grün', 'latin1'), 'text/plain', 'grün'],
      [Buffer.from('grün', 'latin1'), 'text/plain; charset=utf-8', 'grün'],
      ['a: 1', 'application/yaml', 'a: 1'],
      ['<a/>', 'image/svg+xml', '<a/>'],
    ];
    for (const [bytes, type, text] of cases) expect(shown(bytes, type)).toMatchObject({ kind: 'text', text });
  });

  it('anything else as bytes', () => {
    expect(shown(Buffer.from([1, 2, 3]), 'image/png')).toEqual({
      kind: 'bytes',
      base64: 'AQID',
      mediaType: 'image/png',
    });
    expect(shown('abc', 'application/octet-stream')).toMatchObject({ kind: 'bytes' });
  });

  it('without a media type, what reads as text is text', () => {
    expect(shown('hello', null)).toEqual({ kind: 'text', text: 'hello', mediaType: 'text/plain' });
    expect(shown('hello', 'not a type')).toMatchObject({ kind: 'text' });
    expect(shown(Buffer.from([0x61, 0x00]), null)).toMatchObject({ kind: 'bytes' });
    expect(shown(Buffer.from([0xff, 0xd8]), null)).toMatchObject({
      kind: 'bytes',
      mediaType: 'application/octet-stream',
    });
  });
});
