import { describe, expect, it } from 'vitest';
import { requestDraft } from '../../../../src/main/ipc/schemas.ts';
import { firstRequest, oneOperation } from './documents.ts';

/** The request of an operation that takes this content. */
function made(content: unknown) {
  return firstRequest(oneOperation({ requestBody: { content } }, { method: 'post' })).request;
}

const many = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
const bodyOf = (type: string, example: unknown) => ({ requestBody: { content: { [type]: { example } } } });

describe('the request of an operation', () => {
  it('has a variable for each parameter of the path, with the value that the document gives', () => {
    const parameters = [
      { name: 'id', in: 'path', schema: { type: 'string', example: 'n-1' } },
      { name: 'user name', in: 'path' },
    ];
    const { requests, variables } = oneOperation(
      { parameters },
      { path: '/users/{user name}/notes/{id}/{{odd}}' },
    ).requests([0]);
    expect(requests[0]?.request.url).toBe('{{notes.server}}/users/{{user-name}}/notes/{{id}}/%7B{{odd}}%7D');
    expect(variables).toEqual([
      { name: 'notes.server', value: 'https://api.example.com/v1' },
      { name: 'id', value: 'n-1' },
    ]);
  });

  it('has a row in the query for each parameter: on where it is needed, else switched off', () => {
    const items = { type: 'string', enum: ['a'] };
    const { request } = firstRequest(
      oneOperation({
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', default: 20 } },
          { name: 'filter[x]', in: 'query', required: true },
          { name: 'tag', in: 'query', required: true, schema: { type: 'array', items } },
          { name: 'sort', in: 'query', required: true, explode: false, example: ['a', 'b&c'] },
          { name: 'note', in: 'query' },
        ],
      }),
    );
    expect(request.url).toBe('{{notes.server}}/notes?filter%5Bx%5D={{filter-x}}&tag=a&sort=a%2Cb%26c');
    expect(request.offQuery).toEqual([
      { at: 0, pair: 'limit=20' },
      { at: 4, pair: 'note=' },
    ]);
  });

  it('has a row for each header: on where it is needed, else switched off, and never one that belongs to the connection', () => {
    const { request, comments } = firstRequest(
      oneOperation({
        parameters: [
          { name: 'X-Trace', in: 'header', required: true, example: 'a\r\nEvil: 1 {{x}}' },
          { name: 'X-Auth-Token', in: 'header', required: true, example: 'hunter2' },
          { name: 'X-Optional', in: 'header', description: 'Says why' },
          { name: 'X-Version', in: 'header', schema: { type: 'string', default: '2' } },
          { name: 'X-Refresh-Token', in: 'header', example: 'hunter3' },
          { name: 'Host', in: 'header', required: true, example: 'evil' },
          { name: 'Authorization', in: 'header', required: true, example: 'Bearer x' },
          { name: 'no header', in: 'header', required: true },
          { name: 'session', in: 'cookie', required: true },
        ],
      }),
    );
    expect(request.headers).toEqual([
      ['X-Trace', 'a  Evil: 1 \\{{x}}'],
      ['X-Auth-Token', '{{X-Auth-Token}}'],
    ]);
    expect(request.offHeaders).toEqual([
      { at: 2, name: 'X-Optional', value: '' },
      { at: 3, name: 'X-Version', value: '2' },
      { at: 4, name: 'X-Refresh-Token', value: '{{X-Refresh-Token}}' },
    ]);
    expect(comments).toEqual(['# Cookie session, which is not sent']);
    expect(JSON.stringify(request)).not.toContain('hunter');
  });

  it('has an example body of the first kind that there is a form for', () => {
    const properties = {
      a: { type: 'string' },
      file: { type: 'string', format: 'binary' },
      n: { type: 'integer' },
    };
    const schema = { properties };
    expect(made({ 'text/xml': {}, 'application/json': { schema: { $ref: '#/nowhere' } } }).body).toEqual({
      kind: 'json',
      text: '{}',
    });
    expect(made({ 'application/problem+json; charset=utf-8': { example: { a: '{{b}}' } } })).toMatchObject({
      headers: [['Content-Type', 'application/problem+json; charset=utf-8']],
      body: { kind: 'json', text: '{\n  "a": "\\{{b}}"\n}' },
    });
    expect(made({ 'application/x-www-form-urlencoded': { schema } }).body).toEqual({
      kind: 'form',
      fields: [
        { name: 'a', value: 'text' },
        { name: 'file', value: '' },
        { name: 'n', value: '0' },
      ],
    });
    expect(made({ 'multipart/form-data': { schema } }).body).toEqual({
      kind: 'multipart',
      parts: [
        { kind: 'text', name: 'a', value: 'text' },
        { kind: 'file', name: 'file', file: { ticket: null, name: 'file' } },
        { kind: 'text', name: 'n', value: '0' },
      ],
    });
    expect(made({ 'application/xml': { example: '<a/>' } })).toMatchObject({
      headers: [['Content-Type', 'application/xml']],
      body: { kind: 'text', text: '<a/>' },
    });
    expect(made({ 'image/png': {} })).toMatchObject({
      headers: [['Content-Type', 'image/png']],
      body: { kind: 'file' },
    });
    expect(made({ 'bad\r\ntype': {} }).body).toBeNull();
    expect(made({ 'application/json': { examples: { one: { value: { b: 1 } } } } }).body).toEqual({
      kind: 'json',
      text: '{\n  "b": 1\n}',
    });
  });

  it('an example that is a token becomes the place of a variable', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
    const content = { 'application/json': { example: { token } } };
    const { request } = firstRequest(oneOperation({ requestBody: { content } }, { method: 'post' }));
    expect(JSON.stringify(request)).not.toContain(token);
  });

  const values = many(100).map(String);
  const queries = many(200).map((index) => ({ name: `q${String(index)}`, in: 'query', example: values }));
  const form = 'application/x-www-form-urlencoded';
  const keys = many(600).map((index) => [`key-${String(index)}`, []] as const);
  const schemes = keys.map(([name]) => [name, { type: 'apiKey', in: 'header', name: `X-${name}` }] as const);

  it.each([
    ['rows that are switched off', { parameters: queries }],
    ['rows', { parameters: queries.map((query) => ({ ...query, required: true })) }],
    [
      'long rows',
      { parameters: queries.map((query) => ({ ...query, required: true, example: 'é'.repeat(2000) })) },
    ],
    ['fields', bodyOf(form, Object.fromEntries(many(6000).map((index) => [`f${String(index)}`, 'x'])))],
    ['letters in the name of a field', bodyOf(form, { ['x'.repeat(40_000_000)]: 1, short: 2 })],
    ['letters in the type of a body', bodyOf(`text/plain; ${'x'.repeat(200_000)}`, 'x')],
    ['keys', { security: [Object.fromEntries(keys)] }],
  ])('too many %s are left out: what remains can be sent', (_of, operation) => {
    const securitySchemes = Object.fromEntries(schemes);
    const api = oneOperation(operation, { method: 'post' }, { components: { securitySchemes } });
    const parsed = requestDraft.safeParse(firstRequest(api).request);
    expect(parsed.error?.issues ?? []).toEqual([]);
  });
});
