import { describe, expect, it } from 'vitest';
import { openApi } from '../../../../demo/api/open-api.ts';
import { mostOperations, readOpenApi } from '../../../../src/core/openapi/open-api.ts';
import { apiOf, firstRequest, oneOperation } from './documents.ts';

const get = { responses: {} };
const why = (document: unknown): string => {
  const read = readOpenApi(document, null);
  return read.kind === 'problem' ? `${read.why} ${read.next}` : 'It was read.';
};

describe('readOpenApi', () => {
  it('reads the demo’s own description: names, scopes, the server and its requests', () => {
    const read = readOpenApi(openApi('http://127.0.0.1:4481', 'http://127.0.0.1:4480'), null);
    if (read.kind === 'problem') throw new Error(read.why);
    const { api } = read;
    expect(api).toMatchObject({ title: 'Fieldnotes', server: 'http://127.0.0.1:4481', notes: [] });
    const write = api.operations.find(({ name }) => name === 'Write a note');
    expect(write).toMatchObject({ method: 'POST', path: '/v1/notes', scopes: ['notes:write'] });
    const { requests, variables } = api.requests([write?.index ?? -1]);
    expect(variables).toEqual([{ name: 'fieldnotes.server', value: 'http://127.0.0.1:4481' }]);
    expect(requests).toEqual([
      {
        name: 'Write a note',
        folder: null,
        comments: [],
        request: {
          method: 'POST',
          url: '{{fieldnotes.server}}/v1/notes',
          headers: [],
          body: { kind: 'json', text: '{\n  "title": "text",\n  "text": "text"\n}' },
          authorization: 'on',
        },
      },
    ]);
  });

  it('says of version 2.0 what it is and what helps, and so of every other', () => {
    expect(why({ swagger: '2.0', paths: {} })).toMatch(/Swagger.*Convert it to OpenAPI 3/);
    expect(why({ openapi: '3.2.0', paths: {} })).toContain('3.2.0');
    expect(why({ openapi: '3.1.0', paths: {} })).toContain('no operation');
    for (const none of [null, 7, 'text', [], {}]) expect(why(none)).toContain('nowhere');
    expect(why({ openapi: 3.1, paths: { '/a': { get } } })).toBe('It was read.');
    expect(why({ openapi: '3.0.3', paths: { '/a': { get } } })).toBe('It was read.');
  });

  it('puts operations into folders by their first tag, named by summary, id or address', () => {
    const { operations } = apiOf({
      paths: {
        '/a': {
          get: { tags: ['Notes', 'Other'], summary: 'All' },
          post: { operationId: 'makeOne', deprecated: true },
        },
        '/b': { trace: {} },
      },
    });
    expect(operations.map(({ name, tag, deprecated }) => [name, tag, deprecated])).toEqual([
      ['All', 'Notes', false],
      ['makeOne', null, true],
      ['TRACE /b', null, false],
    ]);
  });

  it('shows nothing that acts: control characters and those that turn text around are gone, and names are short', () => {
    const summary = `x\u2066y\r\n${'z'.repeat(5000)}`;
    const api = apiOf({
      info: { title: '\u202eevil\u0000\n' },
      paths: { '/a\u202e/\u001b[31m': { get: { summary, tags: ['\u200f'] } } },
    });
    const [operation] = api.operations;
    expect(api.title).toBe('evil');
    expect(operation?.path).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(operation?.name.length).toBeLessThanOrEqual(200);
    expect(operation?.name).toMatch(/^x y z/);
    expect(operation?.tag).toBeNull();
    expect(firstRequest(api).request.url).toBe('{{evil.server}}/a%E2%80%AE/%1B%5B31m');
  });

  it('follows local references, cuts loops, and fetches nothing', () => {
    const parameters = [{ $ref: '#/components/parameters/P' }, { $ref: '#/components/parameters/Loop' }];
    const api = apiOf({
      paths: {
        '/a': { $ref: '#/components/pathItems/A' },
        '/b': { $ref: 'https://elsewhere.example/b.yaml' },
      },
      components: {
        pathItems: { A: { get: { parameters } } },
        parameters: {
          P: { name: 'q', in: 'query', required: true, example: 'x y' },
          Loop: { $ref: '#/components/parameters/Pool' },
          Pool: { $ref: '#/components/parameters/Loop' },
        },
      },
    });
    expect(api.operations).toHaveLength(1);
    expect(firstRequest(api).request.url).toBe('{{notes.server}}/a?q=x%20y');
    expect(api.notes.join(' ')).toContain('other documents');
  });

  it('reads 20,000 operations, and says that there are more', () => {
    const paths = Object.fromEntries(
      Array.from({ length: mostOperations + 1 }, (_, index) => [`/${String(index)}`, { get }]),
    );
    const api = apiOf({ paths });
    expect(api.operations).toHaveLength(mostOperations);
    expect(api.notes.join(' ')).toContain('20,000');
    expect(api.requests(api.operations.map(({ index }) => index)).requests).toHaveLength(mostOperations);
  });

  it('brings a hundred variables, the server before all others', () => {
    const path = Array.from({ length: 150 }, (_, index) => `/{p${String(index)}}`).join('');
    const parameters = Array.from({ length: 150 }, (_, index) => ({
      name: `p${String(index)}`,
      in: 'path',
      example: 'x',
    }));
    const { requests, variables } = oneOperation({ parameters }, { path }).requests([0]);
    expect(variables).toHaveLength(100);
    expect(variables[0]?.name).toBe('notes.server');
    expect(requests[0]?.request.url).toMatch(/\{\{p149\}\}$/);
  });

  it('takes the first server that can be reached safely, its variables filled in', () => {
    const server = (servers: unknown, url: string | null = null) =>
      apiOf({ servers, paths: { '/a': { get } } }, url).server;
    const variables = { region: { default: 'eu' }, base: { default: 'v1' } };
    expect(server([{ url: 'https://{region}.example.com/{base}/', variables }])).toBe(
      'https://eu.example.com/v1',
    );
    expect(
      server([{ url: 'file:///etc' }, { url: 'javascript:alert(1)' }, { url: 'https://a.example' }]),
    ).toBe('https://a.example');
    expect(server([{ url: 'http://api.example.com' }])).toBeNull();
    expect(server([{ url: 'https://user:password@a.example' }])).toBeNull();
    expect(server([{ url: '/v2' }], 'https://a.example/docs/openapi.json')).toBe('https://a.example/v2');
    expect(server([{ url: '/v2' }])).toBeNull();
    expect(server([{ url: 'http://127.0.0.1:80/' }])).toBe('http://127.0.0.1');
    const { notes } = apiOf({ servers: [{ url: 'file:///x' }], paths: { '/a': { get } } });
    expect(notes[0]).toContain('notes.server');
  });

  it('the sign-in goes along where it helps, keys become variables, and nothing else is promised', () => {
    const securitySchemes = {
      oauth: { type: 'oauth2', flows: {} },
      bearer: { type: 'http', scheme: 'Bearer' },
      key: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
      queryKey: { type: 'apiKey', in: 'query', name: 'api key' },
      basic: { type: 'http', scheme: 'basic' },
    };
    const secured = (security: unknown) =>
      oneOperation({ security }, {}, { components: { securitySchemes }, security: [{ oauth: [] }] });
    const request = (security: unknown) => firstRequest(secured(security)).request;
    const scopes = ['a', 'b', 'a', 'no scope"'];
    expect(request([{ key: [] }, { oauth: scopes }])).toMatchObject({ authorization: 'on', headers: [] });
    expect(secured([{ key: [] }, { oauth: scopes }]).operations[0]?.scopes).toEqual(['a', 'b']);
    expect(request([{ bearer: [] }])).toMatchObject({ authorization: 'on' });
    expect(request([{ key: [], queryKey: [] }])).toMatchObject({
      authorization: 'off',
      headers: [['X-Api-Key', '{{X-Api-Key}}']],
      url: '{{notes.server}}/notes?api%20key={{api-key}}',
    });
    expect(request([]).authorization).toBe('off');
    expect(request(undefined).authorization).toBe('on');
    expect(firstRequest(secured([{ basic: [] }])).comments.join(' ')).toContain('password');
    expect(firstRequest(oneOperation({})).request.authorization).toBe('on');
  });
});
