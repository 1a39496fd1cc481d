import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseRequestFile,
  writeRequestFile,
  type RequestFile,
} from '../../../../src/core/collections/request-file.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import type { FormField, FormPart, NamedFile, RequestBody } from '../../../../src/shared/request-body.ts';
import { textBody } from '../../../support/bodies.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const draft: RequestDraft = {
  method: 'GET',
  url: 'https://api.test/',
  headers: [],
  body: null,
  authorization: 'on',
};

function written(file: Partial<RequestFile>): string {
  const content = writeRequestFile({ name: null, request: draft, comments: [], ...file });
  if ('why' in content) throw new Error(content.why);
  return new TextDecoder().decode(content);
}

function read(text: string): RequestFile {
  const parsed = parseRequestFile(bytes(text));
  if (parsed.kind === 'problem') throw new Error(`${String(parsed.line)}: ${parsed.why}`);
  return parsed.file;
}

describe('the file of a saved request', () => {
  it('looks as people write it', () => {
    expect(
      written({
        name: 'Create a note',
        request: {
          method: 'POST',
          url: 'https://api.acme.test/v1/notes?draft=true',
          headers: [
            ['X-Api-Key', '{{api-key}}'],
            ['X-Empty', ''],
          ],
          body: { kind: 'json', text: '{\n  "title": "{{title}}"\n}' },
          authorization: 'off',
        },
      }),
    ).toBe(`### Create a note
# @no-sign-in
POST https://api.acme.test/v1/notes?draft=true
X-Api-Key: {{api-key}}
X-Empty:
Content-Type: application/json

{
  "title": "{{title}}"
}
`);
  });

  it('keeps what is switched off in its place', () => {
    const request: RequestDraft = {
      ...draft,
      offQuery: [{ at: 0, pair: 'page=2' }],
      headers: [['Accept', 'text/csv']],
      offHeaders: [{ at: 1, name: 'X-Trace', value: 'a: b' }],
    };
    const text = written({ request });
    expect(text).toBe(`# @off-parameter 0 page=2
# @off-header 1 X-Trace: a: b
GET https://api.test/
Accept: text/csv
`);
    expect(read(text).request).toEqual(request);
    expect(read('# @off-header x: y\n# @off-header 1 none\nGET https://api.test/\n')).toMatchObject({
      comments: ['# @off-header x: y', '# @off-header 1 none'],
    });
    const offHeaders = [{ at: 0, name: 'X-A', value: 'a\nb' }];
    expect(writeRequestFile({ name: null, request: { ...draft, offHeaders }, comments: [] })).toEqual({
      why: 'The value of the header X-A holds a line end.',
    });
  });

  const lineText = fc
    .string({ unit: 'grapheme', maxLength: 30 })
    .map((text) => text.replace(/[\r\n]+/g, ' ').trim());
  const body = fc
    .array(
      fc.oneof(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.constantFrom(
          '\n',
          '\r\n',
          '\r',
          '### x',
          '\n###',
          '< ./file',
          '\n> {% x %}',
          '\n\n',
          '# @no-sign-in',
          '>> f',
        ),
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join(''));
  const ownValue = fc.oneof(
    lineText,
    fc.constantFrom(
      'GraphQL',
      'application/vnd.a+json',
      'multipart/mixed',
      'APPLICATION/X-WWW-FORM-URLENCODED',
    ),
  );
  const someText = body.filter((text) => text !== '');
  const variable = fc.constantFrom(
    '{{a}}',
    '\\{{a}}',
    '{{ a }}',
    '{{}}',
    '%7B',
    '&',
    '=',
    '+',
    '%22',
    '"',
    '#',
  );
  const inForm = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), variable), {
    maxLength: 4,
  });
  const formText = inForm.map((parts) => parts.join(''));
  const off = fc.constantFrom<{ readonly off?: true }>({}, { off: true });
  const type = fc.constantFrom<{ readonly type?: string }>({}, { type: 'application/x-own' });
  const named = fc.constantFrom<NamedFile>(
    { ticket: null, name: 'photo.png' },
    { ticket: null, name: 'ä "b" %22 c' },
    { ticket: null, name: 'b.bin', path: '../files/b.bin' },
  );
  const renamed = fc.constant<NamedFile>({ ticket: null, name: 'b.bin', path: '../files/a.bin' });
  const field = fc
    .tuple(formText, formText, off)
    .map(([name, value, switched]): FormField<string> => ({ name, value, ...switched }));
  const part = fc.oneof(
    fc
      .tuple(formText, body, type, off)
      .map(([name, value, ...rest]): FormPart<string> =>
        Object.assign({ kind: 'text' as const, name, value }, ...rest),
      ),
    fc
      .tuple(formText, fc.oneof(named, renamed), type, off)
      .map(([name, file, ...rest]): FormPart<string> =>
        Object.assign({ kind: 'file' as const, name, file }, ...rest),
      ),
  );
  const anyBody: fc.Arbitrary<RequestBody> = fc.oneof(
    fc.record({ kind: fc.constantFrom('json' as const, 'text' as const), text: someText }),
    fc.record({ kind: fc.constant('form' as const), fields: fc.array(field, { maxLength: 4 }) }),
    fc.record({ kind: fc.constant('multipart' as const), parts: fc.array(part, { maxLength: 4 }) }),
    fc.record({ kind: fc.constant('file' as const), file: named }),
    fc.record({
      kind: fc.constant('graphql' as const),
      query: fc.oneof(someText, fc.constantFrom('{ a }', 'query {\n\n{ a }\n}')),
      variables: fc.oneof(body, fc.constantFrom('{}', '{\n\n{}}')),
    }),
  );
  const offHeaders = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 5 }),
      name: fc.constantFrom('Accept', 'X-A', 'content-type', '@off-header'),
      value: ownValue,
    }),
    { maxLength: 3 },
  );
  const file = fc.record({
    name: fc.option(
      lineText
        .map((text) => text.replace(/\s+/g, ' '))
        .filter((text) => text !== '' && !text.startsWith('#')),
    ),
    comments: fc.array(
      fc.constantFrom('# a comment', '// another', '# @name other', '# @no-log', '  # indented'),
      { maxLength: 3 },
    ),
    request: fc
      .record({
        method: fc.constantFrom('GET', 'POST', 'M-SEARCH'),
        url: fc.oneof(
          lineText.filter((text) => text !== ''),
          fc.constantFrom(
            'https://a.test/ HTTP/1.1',
            'https://a.test/\u2028b',
            '{{base}}/x?y=z',
            'https://a.test/a b',
          ),
        ),
        headers: fc.array(
          fc.tuple(fc.constantFrom('Accept', 'X-A', 'x!b', 'content-type', 'X-Request-Type'), ownValue),
          { maxLength: 4 },
        ),
        body: fc.option(anyBody),
        authorization: fc.constantFrom('on' as const, 'off' as const),
      })
      .chain((sent) =>
        offHeaders.map((rows): RequestDraft => (rows.length === 0 ? sent : { ...sent, offHeaders: rows })),
      ),
  });

  it('is read back as the same, whatever is in it, and as the same once git has made its line ends those of Windows', () => {
    fc.assert(
      fc.property(file, (given) => {
        const text = written(given);
        expect(read(text)).toEqual(given);
        const converted = text.includes('\r') ? text : text.replaceAll('\n', '\r\n');
        expect(read(converted)).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  it('whatever the bytes, nothing throws, and a problem has a line of the file', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\n', '###', 'GET https://a.test/', '\n\n', 'A: b', '<<<<<<< ours\n', '@a = b'),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const parsed = parseRequestFile(bytes(text));
        const lines = text.split('\n').length;
        expect(parsed.kind === 'request' || (parsed.line >= 1 && parsed.line <= lines)).toBe(true);
      }),
      { numRuns: 1000 },
    );
    expect(parseRequestFile(Uint8Array.of(0xff, 0xfe))).toMatchObject({ kind: 'problem', line: 1 });
  });

  it('is read as other programs write it', () => {
    const text = `# @name createNote
// made by hand

### Create
GET https://api.test/v1/notes
    ?page=2
    &size=10 HTTP/1.1
Accept: application/json
# X-Off: no
X-On:  yes  
`;
    expect(read(text.replace(' HTTP/1.1', ''))).toEqual({
      name: 'Create',
      comments: ['# @name createNote', '// made by hand', '# X-Off: no'],
      request: {
        ...draft,
        url: 'https://api.test/v1/notes?page=2&size=10',
        headers: [
          ['Accept', 'application/json'],
          ['X-On', 'yes'],
        ],
      },
    });
    expect(read('https://api.test/x').request).toEqual({ ...draft, url: 'https://api.test/x' });
    expect(read('{{base}}/x\n').request.url).toBe('{{base}}/x');
    expect(read('\uFEFFGET https://api.test/x HTTP/2\n\n\n\n').request).toMatchObject({
      url: 'https://api.test/x',
      body: textBody('\n'),
    });
    expect(read('GET https://api.test/x\n\nbody\n###\n').request.body).toEqual(textBody('body'));
  });

  it.each([
    ['an empty file', '', 1, 'no request'],
    ['only comments', '# x\n### y\n', 3, 'no request'],
    ['no request line', 'hello\n', 1, 'is no request'],
    ['a conflict of version control', 'GET https://a.test/\nA: b\n<<<<<<< HEAD\nC: d\n', 3, 'no colon'],
    ['a header without a colon', 'GET https://a.test/\nA: b\noops\n', 3, '“oops” is no header'],
    ['a second request', 'GET https://a.test/\n\n###\nGET https://b.test/\n', 3, 'second request'],
    [
      'a second request without a gap',
      'GET https://a.test/\n### b\nGET https://b.test/\n',
      2,
      'second request',
    ],
    ['a variable', '@host = x\nGET https://{{host}}/\n', 1, 'Variables are kept'],
    ['a script before', '< {% x %}\nGET https://a.test/\n', 1, 'script'],
    ['a part in a file', 'POST https://a.test/\n\na\n< ./body.json\n', 4, 'another file'],
    ['a file with variables', 'POST https://a.test/\n\n<@ ./body.json\n', 3, 'another file'],
    ['a script behind', 'GET https://a.test/\n\n> {% x %}\n', 3, 'script'],
    ['an answer kept', 'GET https://a.test/\n\n>> out.json\n', 3, 'script'],
  ])('%s is a problem with its line', (_, text, line, words) => {
    const parsed = parseRequestFile(bytes(text));
    expect(parsed).toMatchObject({ kind: 'problem', line });
    expect(parsed.kind === 'problem' ? parsed.why : '').toContain(words);
  });

  it.each([
    ['no address', { url: ' ' }, 'no URL'],
    ['a line end in the address', { url: 'https://a.test/\nX: y' }, 'line end'],
    ['a line end in a value', { headers: [['A', 'b\nC: d']] as const }, 'line end'],
    ['a line end in a name', { headers: [['A\nB', 'c']] as const }, 'name of a header'],
    ['a name that is a comment', { headers: [['#A', 'c']] as const }, 'name of a header'],
    ['a colon in a name', { headers: [['A: b', 'c']] as const }, 'name of a header'],
    ['no method', { method: 'GET x' }, 'method'],
    ['a method that is a comment', { method: '#GET' }, 'method'],
  ])('cannot hold %s', (_, changes, words) => {
    const content = writeRequestFile({ name: 'x', comments: [], request: { ...draft, ...changes } });
    expect('why' in content ? content.why : '').toContain(words);
  });
});
