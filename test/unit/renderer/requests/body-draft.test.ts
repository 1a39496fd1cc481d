import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  draftOfBody,
  emptyBody,
  readBodyDraft,
} from '../../../../src/renderer/requests/body/body-draft.ts';
import { emptyComposition } from '../../../../src/renderer/requests/kept-drafts.ts';
import { fromDraft, savedComposition } from '../../../../src/renderer/requests/saved/saved-composition.ts';
import type { RequestBody } from '../../../../src/shared/request-body.ts';

const chosen = { ticket: 'a'.repeat(26), name: 'sea.png', size: 7 };
const named = { ticket: null, name: 'sea.png' } as const;
const bodies: readonly RequestBody[] = [
  { kind: 'json', text: '{}' },
  { kind: 'text', text: 'x' },
  { kind: 'form', fields: [{ name: 'a', value: '', off: true }] },
  {
    kind: 'multipart',
    parts: [
      { kind: 'file', name: 'a', file: chosen },
      { kind: 'text', name: 'b', value: '' },
    ],
  },
  { kind: 'file', file: named },
  { kind: 'graphql', query: '{ a }', variables: '' },
];

describe('a body while it is composed', () => {
  it('is the body that it was made of, also after a reload of the page', () => {
    for (const body of bodies) {
      expect(bodyOf(draftOfBody(body))).toEqual(body);
      expect(readBodyDraft(structuredClone(draftOfBody(body)))).toEqual(draftOfBody(body));
    }
    expect(bodyOf(draftOfBody(null))).toBeNull();
  });

  it('rows that nobody filled are none, and a body without anything is none', () => {
    const fields = [
      { name: '', value: '' },
      { name: '', value: 'x' },
    ];
    expect(bodyOf({ ...emptyBody, kind: 'form', fields })).toEqual({ kind: 'form', fields: [fields[1]] });
    for (const kind of ['none', 'json', 'text', 'form', 'multipart', 'file', 'graphql'] as const) {
      expect(bodyOf({ ...emptyBody, kind })).toBeNull();
    }
  });

  it.each([
    null,
    {},
    { ...emptyBody, kind: 'toString' },
    { ...emptyBody, text: 1 },
    { ...emptyBody, fields: [{ name: 'a' }] },
    { ...emptyBody, parts: [{ kind: 'file', name: 'a', file: { name: 'b' } }] },
    { ...emptyBody, file: { ticket: 'x', name: 'b' } },
  ])('what is none is not taken for one: %j', (value) => {
    expect(readBodyDraft(value)).toBeNull();
  });

  it('once saved it still holds the files that were chosen, and what was written for other kinds', () => {
    const connection = { apiOrigins: [], demo: false };
    const before = {
      ...emptyComposition(connection),
      body: {
        ...emptyBody,
        kind: 'multipart' as const,
        text: 'kept',
        parts: [
          { kind: 'text' as const, name: '', value: '' },
          { kind: 'file' as const, name: 'a', file: chosen },
          { kind: 'file' as const, name: 'b', file: { ...chosen, name: 'other.png' } },
        ],
      },
    };
    const request = {
      method: 'POST',
      url: '',
      headers: [],
      body: {
        kind: 'multipart' as const,
        parts: [
          { kind: 'file' as const, name: 'a', file: named },
          { kind: 'file' as const, name: 'b', file: { ...named, name: 'renamed.png' } },
        ],
      },
      authorization: 'on' as const,
    };
    const opened = { path: 'a.http', name: 'a', request, revision: '0'.repeat(32) };
    const { body } = savedComposition(opened, before);
    expect(body.text).toBe('kept');
    expect(body.parts).toMatchObject([{ file: chosen }, { file: { ticket: null, name: 'renamed.png' } }]);
    expect(fromDraft(request).body.parts).toMatchObject([{ file: named }, {}]);
  });
});
