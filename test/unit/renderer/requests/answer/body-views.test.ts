import { describe, expect, test } from 'vitest';

import { describeBytes } from '../../../../../src/core/broker/response-body.ts';
import { bodyViews } from '../../../../../src/renderer/requests/answer/body-views.ts';
import { previewKind } from '../../../../../src/renderer/requests/answer/preview-kind.ts';
import { longestTree } from '../../../../../src/renderer/requests/json/json-source.ts';
import type { ResponseBody } from '../../../../../src/shared/request.ts';

/** As the broker describes a small body. */
function body(text: string, mediaType: string): ResponseBody {
  return describeBytes(Buffer.from(text, 'latin1'), { essence: mediaType, charset: null });
}

const large = (shownAs: 'json' | 'text' | 'bytes', mediaType: string): ResponseBody => ({
  kind: 'large',
  shownAs,
  mediaType,
  start: {
    from: 0,
    to: 3,
    content: shownAs === 'bytes' ? { kind: 'bytes', base64: 'AAAA' } : { kind: 'text', text: 'abc' },
  },
});

const png = '\u0089PNG\r\n\u001A\n';

describe('the ways to look at a body', () => {
  test.each([
    ['JSON', body('{}', 'application/json'), ['tree', 'pretty', 'raw', 'hex']],
    ['a text', body('hello', 'text/plain'), ['raw', 'hex']],
    ['JSON that calls itself a text', body(' {"a":1}', 'text/plain'), ['raw', 'tree', 'pretty', 'hex']],
    ['a body without a type', body('hello', ''), ['raw', 'hex']],
    ['a PNG', body(png, 'image/png'), ['preview', 'hex', 'raw']],
    ['a PNG without a type', body(`${png}\u0000\u00FF`, ''), ['preview', 'hex', 'raw']],
    ['a page that calls itself a PNG', body('<script>', 'image/png'), ['preview', 'hex', 'raw']],
    ['an SVG, which opens as text', body('<svg/>', 'image/svg+xml'), ['raw', 'preview', 'hex']],
    ['a page, which opens as text', body('<p>', 'text/html'), ['raw', 'preview', 'hex']],
    ['a large page', large('text', 'text/html'), ['raw', 'preview', 'hex']],
    ['a sound', body('RIFF0000WAVE', 'audio/wav'), ['preview', 'hex', 'raw']],
    ['what nothing is known of', body('\u0000\u0001', 'application/octet-stream'), ['hex', 'raw']],
    ['large JSON', large('json', 'application/json'), ['tree', 'raw', 'hex']],
    ['a large image', large('bytes', 'image/jpeg'), ['preview', 'hex']],
    ['large bytes', large('bytes', 'application/zip'), ['hex']],
    ['nothing', body('', 'image/png'), []],
  ])('of %s', (_, of, views) => {
    expect(bodyViews(of, 2_000_000)).toEqual(views);
  });

  test('JSON that is too large to be held in memory has no tree', () => {
    expect(bodyViews(large('json', 'application/json'), longestTree)).toContain('tree');
    expect(bodyViews(large('json', 'application/json'), longestTree + 1)).toEqual(['raw', 'hex']);
  });
});

describe('what is shown as more than text', () => {
  test.each([
    [png, 'image/png'],
    ['\u00FF\u00D8\u00FF\u00E0', 'image/jpeg'],
    ['GIF89a', 'image/gif'],
    ['RIFF0000WEBPVP8 ', 'image/webp'],
    ['RIFF0000WAVEfmt ', 'audio/wav'],
    ['OggS', 'audio/ogg'],
  ])('a body that says nothing of itself is known by how it begins: %j', (begin, mediaType) => {
    expect(previewKind(body(`${begin}\u0000`, 'application/octet-stream'))).toMatchObject({ mediaType });
  });

  test('what calls itself something else is not looked into', () => {
    expect(previewKind(body(`${png}\u0000`, 'application/zip'))).toBeNull();
    expect(previewKind(body('GIF89a<html>', 'text/html'))).toEqual({ kind: 'page', mediaType: 'text/html' });
  });
});
