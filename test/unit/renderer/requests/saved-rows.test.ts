import { describe, expect, it } from 'vitest';
import {
  closedBeside,
  droppedPlace,
  findSaved,
  foldersOf,
  neighbourOf,
  rowsOf,
  steppedPlace,
} from '../../../../src/renderer/requests/saved/saved-rows.ts';
import {
  compositionOf,
  fromDraft,
  isChanged,
  movedPath,
  relinked,
} from '../../../../src/renderer/requests/saved/saved-composition.ts';
import { readComposition, withComposition } from '../../../../src/renderer/requests/kept-drafts.ts';
import { emptyBody } from '../../../../src/renderer/requests/body/body-draft.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import type { SavedItem } from '../../../../src/shared/saved-request.ts';

const request = (path: string, method = 'GET'): SavedItem => ({
  kind: 'request',
  path,
  name: path.replace(/^.*\//, ''),
  method,
  url: `https://api.test/${path}`,
});
const inner: SavedItem = { kind: 'folder', path: 'F/G', name: 'G', items: [request('F/G/d', 'DELETE')] };
const folder: SavedItem = {
  kind: 'folder',
  path: 'F',
  name: 'F',
  items: [request('F/b'), inner, request('F/c')],
};
const items = [request('a'), folder, request('z')];
const open = new Set<string>();

describe('the lines of saved requests', () => {
  it('stand as deep as their folder, and those of a closed one are left out', () => {
    expect(rowsOf(items, open, '').map(({ item, depth }) => `${String(depth)} ${item.path}`)).toEqual([
      '0 a',
      '0 F',
      '1 F/b',
      '1 F/G',
      '2 F/G/d',
      '1 F/c',
      '0 z',
    ]);
    expect(rowsOf(items, new Set(['F/G']), '').map(({ item }) => item.path)).not.toContain('F/G/d');
    expect(rowsOf(items, new Set(['F']), '').map(({ item }) => item.path)).toEqual(['a', 'F', 'z']);
  });

  it('are seen where something in closed folders is asked for: those around it open, and no others', () => {
    expect(closedBeside(new Set(['E', 'F', 'F/G']), 'F/G/d')).toEqual(new Set(['E']));
    expect(closedBeside(new Set(['F', 'F/G']), 'F/b')).toEqual(new Set(['F/G']));
    expect(closedBeside(new Set(['F']), 'F')).toEqual(new Set(['F']));
    expect(closedBeside(new Set(['F']), 'Fb')).toEqual(new Set(['F']));
  });

  it('are found by all words of the search, in closed folders too', () => {
    expect(rowsOf(items, new Set(['F']), ' DELETE d ')).toEqual([
      { item: findSaved(items, 'F/G/d'), depth: 0, place: 'F/G' },
    ]);
    expect(rowsOf(items, open, 'nothing')).toEqual([]);
  });

  it.each([
    ['a', -1, null],
    ['a', 1, { folder: '', before: 'z' }],
    ['z', 1, null],
    ['z', -1, { folder: '', before: 'F' }],
    ['F', 1, { folder: '', before: null }],
    ['F/b', 1, { folder: 'F', before: 'F/c' }],
    ['F/G', 1, { folder: 'F', before: null }],
    ['F/b', -1, { folder: '', before: 'F' }],
    ['F/c', 1, { folder: '', before: 'z' }],
    ['F/G/d', 1, { folder: 'F', before: 'F/c' }],
    ['nowhere', 1, null],
  ] as const)('%s moved by %i goes to %j', (path, step, place) => {
    expect(steppedPlace(items, path, step)).toEqual(place);
  });

  it('what is dropped goes into a folder, in front of a request, and never into itself', () => {
    expect(droppedPlace(folder, 'a')).toEqual({ folder: 'F', before: null });
    expect(droppedPlace(request('F/b'), 'a')).toEqual({ folder: 'F', before: 'F/b' });
    expect(droppedPlace(folder, 'F')).toBeNull();
    expect(droppedPlace(request('F/G/d'), 'F')).toBeNull();
    expect(droppedPlace(request('F2'), 'F')).toEqual({ folder: '', before: 'F2' });
  });

  it.each([
    ['a', 'F'],
    ['F', 'z'],
    ['F/G', 'F/c'],
    ['z', 'F/c'],
    ['nowhere', 'a'],
  ])('beside %s stands %s', (path, beside) => {
    expect(neighbourOf(rowsOf(items, open, ''), path)).toBe(beside);
  });

  it('beside the only one stands nothing', () => {
    expect(neighbourOf(rowsOf([request('a')], open, ''), 'a')).toBeNull();
  });

  it('all folders can be chosen', () => {
    expect(foldersOf(items)).toEqual(['F', 'F/G']);
  });
});

describe('a saved request in the editor', () => {
  const draft: RequestDraft = {
    method: 'POST',
    url: 'https://api.test/',
    headers: [['A', 'b']],
    body: null,
    authorization: 'off',
  };
  const opened = compositionOf({ path: 'a.http', name: 'a', request: draft, revision: '0'.repeat(32) });

  it('is changed when something about it is, and not before', () => {
    expect(isChanged(opened)).toBe(false);
    expect(isChanged({ ...opened, url: 'https://api.test/x' })).toBe(true);
    expect(isChanged({ ...opened, body: { ...emptyBody, kind: 'text', text: 'x' } })).toBe(true);
    expect(isChanged({ ...opened, headers: [...opened.headers, ['', '']] })).toBe(false);
    expect(isChanged(fromDraft(draft))).toBe(false);
  });

  it.each([
    ['F/b', 'F/b', 'F/c', 'F/c'],
    ['F/G/d', 'F', 'H', 'H/G/d'],
    ['F2/b', 'F', 'H', null],
  ])('%s is, once %s is %s, at %s', (path, from, to, now) => {
    expect(movedPath(path, from, to)).toBe(now);
  });

  it('is followed when its file gets another name; what was changed in the editor stays', () => {
    const changed = { ...opened, url: 'https://api.test/mine' };
    const revision = '1'.repeat(32);
    const now = relinked(changed, 'a.http', { path: 'b.http', name: 'b', request: draft, revision });
    expect(now).toEqual({ ...changed, saved: { ...opened.saved, path: 'b.http', name: 'b', revision } });
    expect(isChanged(now)).toBe(true);
  });

  it('keeps the revision that it knows where another program changed the file too', () => {
    const changed = { ...draft, url: 'https://api.test/theirs' };
    const theirs = { path: 'b.http', name: 'b', request: changed, revision: '1'.repeat(32) };
    expect(relinked(opened, 'a.http', theirs).saved?.revision).toBe(opened.saved?.revision);
  });

  it('is left alone where another one was opened meanwhile', () => {
    const other = { path: 'b.http', name: 'b', request: draft, revision: '1'.repeat(32) };
    expect(relinked(opened, 'z.http', other)).toBe(opened);
  });

  it('stays linked to its file over a reload of the page', () => {
    const state = withComposition(null, 'acme', opened);
    expect(readComposition(structuredClone(state), 'acme')).toEqual(opened);
    const broken = withComposition(null, 'acme', { ...opened, saved: null });
    expect(readComposition(broken, 'acme')?.saved).toBeNull();
  });
});
