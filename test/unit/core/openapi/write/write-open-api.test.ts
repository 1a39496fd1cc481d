import { validate } from '@hyperjump/json-schema/openapi-3-1';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseRequestFile, writeRequestFile } from '../../../../../src/core/collections/request-file.ts';
import { readOpenApi, type OpenApi } from '../../../../../src/core/openapi/open-api.ts';
import { plainValues } from '../../../../../src/core/openapi/write/plain-values.ts';
import { writeOpenApi, type RequestToWrite } from '../../../../../src/core/openapi/write/write-open-api.ts';
import { writeYaml } from '../../../../../src/core/openapi/write/write-yaml.ts';
import type { RequestDraft } from '../../../../../src/shared/request.ts';
import { connectionSettings } from '../../../../support/connections.ts';
import { valueOfText } from '../documents.ts';

const connection = connectionSettings({ issuer: 'https://id.acme.test', scopes: ['openid', 'notes'] });
const draft: RequestDraft = {
  method: 'GET',
  url: '{{base}}/v1/notes',
  headers: [],
  body: null,
  authorization: 'on',
};

function toWrite(changes: Partial<RequestDraft>, others: Partial<RequestToWrite> = {}): RequestToWrite {
  return { name: 'List notes', folders: [], comments: [], ...others, request: { ...draft, ...changes } };
}

const known = new Map([
  ['base', 'https://api.acme.test'],
  ['id', '42'],
  ['title', 'Oil the hinges'],
]);

function write(requests: readonly RequestToWrite[], plain: ReadonlyMap<string, string> = known) {
  return writeOpenApi('Acme', requests, { connection, values: plainValues(plain) });
}

/** As another program, or another Latchkey, finds it. */
function readBack(document: unknown): OpenApi {
  const read = readOpenApi(valueOfText(writeYaml(document)), null);
  if (read.kind === 'api') return read.api;
  throw new Error(read.why);
}

function requestsIn(document: unknown) {
  const api = readBack(document);
  return api.requests(api.operations.map(({ index }) => index));
}

const validator = await validate('https://spec.openapis.org/oas/3.1/schema-base');

/** By the schema that the OpenAPI Initiative publishes. */
function isOpenApi(document: unknown): boolean {
  return validator(z.json().parse(JSON.parse(JSON.stringify(document)))).valid;
}

describe('a document of saved requests', () => {
  it('says what anybody’s tools need', () => {
    const { document, requests, leftOut } = write([
      toWrite(
        {
          method: 'PATCH',
          url: '{{base}}/v1/notes/{{id}}?draft=true&sort=a&sort=b',
          offQuery: [{ at: 1, pair: 'page=2' }],
          headers: [
            ['X-Trace', 'yes'],
            ['X-Api-Key', '{{api-key}}'],
          ],
          offHeaders: [{ at: 0, name: 'X-Version', value: '2' }],
          body: { kind: 'json', text: '{\n  "title": "{{title}}"\n}' },
        },
        { name: 'Change a note', folders: ['Notes', 'Writing'] },
      ),
    ]);
    expect([requests, leftOut]).toEqual([1, []]);
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Acme' },
      servers: [{ url: '{base}', variables: { base: { default: 'https://api.acme.test' } } }],
      tags: [{ name: 'Notes / Writing' }],
      paths: {
        '/v1/notes/{id}': {
          patch: {
            summary: 'Change a note',
            tags: ['Notes / Writing'],
            parameters: [
              { name: 'id', in: 'path', required: true, example: '42' },
              { name: 'draft', in: 'query', required: true, example: 'true' },
              { name: 'page', in: 'query', example: '2' },
              { name: 'sort', in: 'query', required: true, schema: { type: 'array' }, example: ['a', 'b'] },
              { name: 'X-Trace', in: 'header', required: true, example: 'yes' },
              { name: 'X-Api-Key', in: 'header', required: true },
              { name: 'X-Version', in: 'header', example: '2' },
            ],
            requestBody: { content: { 'application/json': { example: { title: 'Oil the hinges' } } } },
            security: [{ signIn: ['openid', 'notes'] }],
          },
        },
      },
      components: {
        securitySchemes: {
          signIn: {
            type: 'openIdConnect',
            openIdConnectUrl: 'https://id.acme.test/.well-known/openid-configuration',
          },
        },
      },
    });
    expect(isOpenApi(document)).toBe(true);
    expect(isOpenApi({ ...document, info: {} })).toBe(false);
  });

  it('keeps what OpenAPI has no words for beside, and nothing where it has', () => {
    const plain = write([toWrite({ url: '{{base}}/v1/notes?draft=true' })]).document;
    const other = write([toWrite({ url: '{{base}}/v1/notes?draft={{own}}' })]).document;
    expect(JSON.stringify(plain)).not.toContain('x-latchkey-request');
    expect(JSON.stringify(other)).toContain('"x-latchkey-request":"GET /v1/notes?draft={{own}}\\n"');
  });

  it('an operation that somebody changed afterwards counts, and what was kept of it does not', () => {
    const { document } = write([toWrite({ url: '{{base}}/v1/notes?draft={{own}}&page=2' })]);
    const text = JSON.stringify(document).replace('"example":"2"', '"example":"3"');
    const [first] = requestsIn(JSON.parse(text)).requests;
    expect(first?.request.url).toBe('{{base}}/v1/notes?draft={{draft}}&page=3');
    const kept = JSON.stringify(document).replace('draft={{own}}&page=2', 'draft={{another}}&page=2');
    expect(requestsIn(JSON.parse(kept)).requests[0]?.request.url).toContain('{{another}}');
    const another = JSON.stringify(document).replace('GET /v1', 'DELETE /v1');
    expect(requestsIn(JSON.parse(another)).requests[0]?.request.method).toBe('GET');
  });

  it('a request with more rows than anybody writes is read as its operation says', () => {
    const many = Array.from({ length: 101 }, (_, index) => [`X-${String(index)}`, '{{own}}'] as const);
    const [first] = requestsIn(write([toWrite({ headers: many })]).document).requests;
    expect(first?.request.headers[0]).toEqual(['X-0', '{{X-0}}']);
    const [second] = requestsIn(write([toWrite({ headers: many.slice(1) })]).document).requests;
    expect(second?.request.headers[0]).toEqual(['X-1', '{{own}}']);
  });

  it('R33-: holds no value of a secret variable, of a credential, or of what looks like a token', () => {
    const token = `eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"sub":"ada"}').toString('base64url')}.c2lnbmF0dXJlLW9mLWl0`;
    const plain = new Map([
      ['base', 'https://api.acme.test'],
      ['access_token', 'hush-1'],
      ['note', token],
      ['outer', '{{access_token}}'],
    ]);
    const { document } = write(
      [
        toWrite({
          method: 'POST',
          url: '{{base}}/v1/{{access_token}}/{{note}}?api_key={{key}}&q={{outer}}',
          headers: [['X-Api-Key', 'hush-2']],
          body: { kind: 'json', text: '{"a":"{{secret}}","b":"{{access_token}}"}' },
        }),
      ],
      plain,
    );
    const text = JSON.stringify(document);
    expect(text).not.toContain('hush');
    expect(text).not.toContain(token);
    expect(text).toContain('{access_token}');
  });

  it('a path that is longer than a name in YAML may be is read again', () => {
    const long = `{{base}}/v1/${'n'.repeat(2000)}`;
    const text = JSON.stringify({ ['m'.repeat(2000)]: [{ ['o'.repeat(2000)]: 1, p: 2 }] });
    const body = { kind: 'json' as const, text };
    const { document } = write([toWrite({ method: 'POST', url: long, body })]);
    expect(valueOfText(writeYaml(document))).toEqual(JSON.parse(JSON.stringify(document)));
  });

  it('tells which requests it cannot hold, and why', () => {
    const { requests, leftOut } = write([
      toWrite({}, { name: 'one' }),
      toWrite({ url: '{{base}}/v1/notes?page=2' }, { name: 'two' }),
      toWrite({ url: 'https://other.test/v1/notes' }, { name: 'three' }),
      toWrite({ method: 'PROPFIND' }, { name: 'four' }),
      toWrite({ url: '/v1/notes' }, { name: 'five' }),
      toWrite({ url: '{{base}}{{path}}' }, { name: 'six' }),
      toWrite({ url: 'https://{{user-info}}@api.test/' }, { name: 'seven' }),
      toWrite({ url: '{{base}}/v1/notes/{{id}}' }, { name: 'eight' }),
      toWrite({ method: 'DELETE', url: '{{base}}/v1/notes/{{note}}' }, { name: 'nine' }),
    ]);
    expect(requests).toBe(2);
    expect(
      leftOut.map(({ name, why }) => [name, /“one”|“eight”|PROPFIND|server|user name/.exec(why)?.[0]]),
    ).toEqual([
      ['two', '“one”'],
      ['three', '“one”'],
      ['four', 'PROPFIND'],
      ['five', 'server'],
      ['six', 'server'],
      ['seven', 'user name'],
      ['nine', '“eight”'],
    ]);
  });

  it('names the server of a request where it is another than that of most', () => {
    const { document } = write([
      toWrite({}),
      toWrite({ url: '{{base}}/v1/me' }),
      toWrite({ url: 'https://{{tenant}}.acme.test/v2/me' }, { name: 'Elsewhere' }),
    ]);
    const elsewhere = requestsIn(document).requests.find(({ name }) => name === 'Elsewhere');
    expect(JSON.stringify(document)).toContain('"url":"https://{tenant}.acme.test"');
    expect(elsewhere?.request.url).toContain('/v2/me');
  });
});

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const anyText = fc.string({ unit: 'grapheme', maxLength: 8 });
const variable = word.map((name) => `{{v-${name}}}`);
const segment = fc.oneof(word, variable, fc.constantFrom('a b', '%2F', 'é', '{odd}', '1.5'));
const pair = fc.oneof(
  fc
    .tuple(
      word,
      fc.oneof(
        anyText.map((text) => encodeURIComponent(text)),
        variable,
      ),
    )
    .map((both) => both.join('=')),
  fc.constantFrom('flag', 'a=b+c', 'filter[x]=1', 'q=%zz'),
);
const url = fc
  .record({
    base: fc.constantFrom('{{base}}', 'https://api.acme.test', 'http://127.0.0.1:8080'),
    path: fc.array(segment, { maxLength: 4 }),
    query: fc.array(pair, { maxLength: 4 }),
  })
  .map(
    ({ base, path, query }) => `${base}/${path.join('/')}${query.length === 0 ? '' : `?${query.join('&')}`}`,
  );
const value = fc.oneof(fc.stringMatching(/^[!-~]([ -~]{0,8}[!-~])?$/), variable);
const field = fc.record({ name: fc.oneof(word, anyText), value: fc.oneof(anyText, variable) });
const body = fc.oneof(
  fc.constant(null),
  fc.json({ maxDepth: 2 }).map((text) => ({ kind: 'json' as const, text })),
  fc
    .jsonValue({ maxDepth: 2 })
    .map((json) => ({ kind: 'json' as const, text: JSON.stringify(json, null, 2) })),
  fc
    .constantFrom('{"a":"{{v-x}}"}', '{"a":', '{"a":1,"a":2}')
    .map((text) => ({ kind: 'json' as const, text })),
  anyText.filter((text) => text !== '').map((text) => ({ kind: 'text' as const, text })),
  fc.array(field, { minLength: 1, maxLength: 3 }).map((fields) => ({ kind: 'form' as const, fields })),
  fc
    .array(
      field.map((each) => ({ kind: 'text' as const, ...each })),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => ({ kind: 'multipart' as const, parts })),
  fc.constantFrom('a.bin', 'b.png').map((name) => ({ kind: 'file' as const, file: { ticket: null, name } })),
  fc.constant({ kind: 'graphql' as const, query: '{ notes { id } }', variables: '{"a": 1}' }),
);
const anyDraft = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
  url,
  offQuery: fc.array(fc.record({ at: fc.integer({ min: 0, max: 3 }), pair }), { maxLength: 2 }),
  headers: fc.array(fc.tuple(fc.constantFrom('X-One', 'X-Two', 'Accept', 'If-Match'), value), {
    maxLength: 3,
  }),
  offHeaders: fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 3 }), name: fc.constantFrom('X-One', 'X-Off'), value }),
    { maxLength: 2 },
  ),
  body,
  authorization: fc.constantFrom('on' as const, 'off' as const),
});

/** As it comes out of its file: what a file writes otherwise is no difference here. */
function asSaved(request: RequestDraft, comments: readonly string[]) {
  const content = writeRequestFile({ name: null, request, comments });
  if ('why' in content) throw new Error(content.why);
  const parsed = parseRequestFile(content);
  if (parsed.kind === 'problem') throw new Error(parsed.why);
  return { request: parsed.file.request, comments: parsed.file.comments };
}

const servers = (text: string): string =>
  text.replace(
    /^(?:\{\{base\}\}|\{\{acme\.server\}\}|https:\/\/api\.acme\.test|http:\/\/127\.0\.0\.1:8080)/,
    '<server>',
  );

/** What a file says of a request: what was saved is what has to come back. */
function saved({ request, name, comments }: Omit<RequestToWrite, 'folders'>) {
  return { name, comments, request: { ...request, url: servers(request.url) } };
}

describe('reading what was written', () => {
  it('gives the same requests, and the document is OpenAPI 3.1', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { minLength: 1, maxLength: 4 }), (drafts) => {
        const all = drafts.map((request, index) => {
          const file = asSaved(request, index % 3 === 0 ? ['# About this one'] : []);
          return { name: `Request ${String(index)}`, folders: index % 2 === 0 ? [] : ['Folder'], ...file };
        });
        const { document, requests, leftOut } = write(all);
        const plain: unknown = JSON.parse(JSON.stringify(document));
        expect(isOpenApi(document)).toBe(true);
        expect(valueOfText(writeYaml(document))).toEqual(plain);
        expect(requests + leftOut.length).toBe(all.length);
        const names = new Set(leftOut.map(({ name }) => name));
        const kept = all.filter(({ name }) => !names.has(name));
        if (kept.length === 0) return;
        const back = requestsIn(document).requests.map(saved);
        expect(back.toSorted((one, other) => one.name.localeCompare(other.name))).toEqual(kept.map(saved));
      }),
    );
  });
});
