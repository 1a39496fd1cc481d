import { describe, expect, it } from 'vitest';
import { bodyPart } from '../../../../src/core/broker/bodies/body-part.ts';
import { inertHtml } from '../../../../src/main/window/inert-html.ts';
import {
  createPreviewHandler,
  previewedRequest,
  type ReadAnswer,
} from '../../../../src/main/window/preview-protocol.ts';
import { previewAddress } from '../../../../src/shared/channels.ts';
import { longestPreview } from '../../../../src/shared/request.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';

describe('inertHtml', () => {
  it('no link is left, however it is written, and nothing else is another', () => {
    expect(inertHtml('<LINK rel=dns-prefetch href=//a.test><link/><link\n>')).toBe(
      '<base target="_blank"><meta rel=dns-prefetch href=//a.test><meta/><meta\n>',
    );
    expect(inertHtml('<linked><p>link</p>')).toBe('<base target="_blank"><linked><p>link</p>');
  });

  it('a document type stays first, behind comments too', () => {
    expect(inertHtml('<!-- a --> <!DOCTYPE html><p>')).toBe(
      '<!-- a --> <!DOCTYPE html><base target="_blank"><p>',
    );
    expect(inertHtml('<p><!doctype html>')).toBe('<base target="_blank"><p><!doctype html>');
  });

  it.each(['<!--', '<!---->', '<!doctype', ' '])('a million times %j has no document type', (text) => {
    const html = text.repeat(1_000_000);
    expect(inertHtml(html) === `<base target="_blank">${html}`).toBe(true);
  });
});

describe('previewedRequest', () => {
  it('is the request that the page asked to be shown', () => {
    expect(previewedRequest(previewAddress('a1-B_2'))).toBe('a1-B_2');
  });

  it.each([
    'app://preview/',
    'app://preview/a/b',
    'app://preview/a?x',
    'app://preview/a%2fb',
    'app://preview.evil.test/a',
    'app://latchkey/a',
    'https://preview/a',
    `app://preview/${'a'.repeat(65)}`,
    '',
  ])('%j names none', (url) => {
    expect(previewedRequest(url)).toBeNull();
  });
});

/** A kept body of so many bytes, in the given charset; null: bytes that are no text. */
function body(bytes: Uint8Array, charset: string | null = 'utf-8'): ReadAnswer {
  return ({ requestId, from, length }) => {
    const final = from + length >= bytes.length;
    return Promise.resolve(
      requestId === 'known'
        ? succeed(bodyPart(bytes.subarray(from, from + length), from, charset, final))
        : fail({ code: 'not-found', what: 'Gone.', why: '', next: '' }),
    );
  };
}

describe('createPreviewHandler', () => {
  it('answers with the page in UTF-8, under a policy that lets it do nothing', async () => {
    const answer = await createPreviewHandler(body(Buffer.from('<p>gr\u00FCn', 'latin1'), 'windows-1252'))({
      url: 'app://preview/known',
    });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('<base target="_blank"><p>grün');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('x-dns-prefetch-control')).toBe('off');
    expect((answer.headers.get('content-security-policy') ?? '').split('; ')).toEqual([
      'sandbox',
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      'font-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      'frame-ancestors app://latchkey',
    ]);
  });

  it('a page of several parts is whole', async () => {
    const text = `<p>${'ü'.repeat(1_500_000)}</p>`;
    const answer = await createPreviewHandler(body(Buffer.from(text)))({ url: 'app://preview/known' });
    expect(await answer.text()).toBe(`<base target="_blank">${text}`);
  });

  it.each([
    ['another request', body(Buffer.from('x')), 'app://preview/other'],
    ['what is no text', body(Buffer.from([0, 1]), null), 'app://preview/known'],
    ['what is too long', body(Buffer.alloc(longestPreview + 1, 'x')), 'app://preview/known'],
    ['no request at all', body(Buffer.from('x')), 'app://preview/'],
  ])('%s is not found, under the same policy', async (_, read, url) => {
    const answer = await createPreviewHandler(read)({ url });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
  });
});
