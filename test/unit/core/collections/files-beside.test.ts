import { describe, expect, it } from 'vitest';
import { namedFiles, placeBeside, referenceTo } from '../../../../src/core/collections/files-beside.ts';
import type { NamedFile, RequestBody } from '../../../../src/shared/request-body.ts';

const named = (path: string): NamedFile => ({ ticket: null, name: 'sea.png', path });

describe('where a file lies that a saved request names', () => {
  it.each([
    ['Add a photo.http', './sea.png', 'sea.png'],
    ['Add a photo.http', 'sea.png', 'sea.png'],
    ['Notes/Add a photo.http', './media/by the sea.png', 'Notes/media/by the sea.png'],
    ['a/b/c.http', './\u05ea\u05de\u05d5\u05e0\u05d4.png', 'a/b/\u05ea\u05de\u05d5\u05e0\u05d4.png'],
  ])('R87+: of %s, %s is %s', (request, path, place) => {
    expect(placeBeside(request, named(path))).toBe(place);
  });

  it('R87+: by its name alone, where nothing says more', () => {
    expect(placeBeside('a/b.http', { ticket: null, name: 'sea.png' })).toBe('a/sea.png');
    expect(referenceTo({ ticket: 'x', name: 'sea.png', size: 1, path: './m/sea.png' })).toBe('./m/sea.png');
  });

  it.each([
    '../sea.png',
    './../sea.png',
    './media/../../sea.png',
    '..',
    '.',
    './',
    '',
    '/etc/passwd',
    '//server/share/sea.png',
    '~/.ssh/id_ed25519',
    './.ssh/id_ed25519',
    '.env',
    './media/.hidden/sea.png',
    'C:\\Users\\ada\\sea.png',
    'C:sea.png',
    '..\\sea.png',
    'media\\sea.png',
    'sea.png:stream',
    'file:///etc/passwd',
    './media//sea.png',
    './media/',
    'sea.png.',
    'sea.png ',
    'con|sea.png',
    'sea\u0000.png',
    'sea\n.png',
    'sea\u202egnp.exe',
    './\u200b.ssh/key',
    `./${'a/'.repeat(12)}sea.png`,
  ])('R87-: %j is nowhere', (path) => {
    expect(placeBeside('Notes/Add a photo.http', named(path))).toBeNull();
  });

  it('R87-: a file name that leads elsewhere is no place either', () => {
    expect(placeBeside('a.http', { ticket: null, name: '../../.ssh/id_ed25519' })).toBeNull();
  });
});

describe('the files that a body names', () => {
  it('are those that are sent and that nobody chose', () => {
    const body: RequestBody = {
      kind: 'multipart',
      parts: [
        { kind: 'text', name: 'title', value: 'x' },
        { kind: 'file', name: 'one', file: named('./one.png') },
        { kind: 'file', name: 'two', file: { ticket: 'chosen', name: 'two.png', size: 1 } },
        { kind: 'file', name: 'off', file: named('./off.png'), off: true },
      ],
    };
    expect(namedFiles(body).map(referenceTo)).toEqual(['./one.png']);
    expect(namedFiles({ kind: 'file', file: named('./a') })).toHaveLength(1);
    expect(namedFiles(null)).toEqual([]);
  });
});
