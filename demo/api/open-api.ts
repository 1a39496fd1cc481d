type Json = string | number | boolean | null | readonly Json[] | JsonObject;

interface JsonObject {
  readonly [name: string]: Json;
}

const note = { $ref: '#/components/schemas/Note' };
const noteInput = {
  required: true,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/NoteInput' } } },
};

function json(description: string, schema: Json): Json {
  return { description, content: { 'application/json': { schema } } };
}

const refusals = {
  '401': { $ref: '#/components/responses/Unauthorized' },
  '403': { $ref: '#/components/responses/Forbidden' },
};

function operation(
  summary: string,
  scopes: readonly string[],
  responses: JsonObject,
  more: JsonObject = {},
): Json {
  return {
    summary,
    security: [{ signIn: scopes }],
    responses: { ...responses, ...refusals },
    ...more,
  };
}

function query(name: string, description: string, schema: Json): Json {
  return { name, in: 'query', description, schema };
}

/** The API's description in OpenAPI 3.1. */
export function openApi(origin: string, issuer: string): Json {
  const notFound = { '404': { $ref: '#/components/responses/NotFound' } };
  const invalid = { '400': { $ref: '#/components/responses/Invalid' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Fieldnotes', version: '1.0.0', description: 'The protected API of the Latchkey demo.' },
    servers: [{ url: origin }],
    paths: {
      '/v1/me': {
        get: operation('Who is signed in', [], { '200': json('The account', { type: 'object' }) }),
      },
      '/v1/notes': {
        get: operation('All your notes', ['notes:read'], {
          '200': json('The notes', {
            type: 'object',
            required: ['notes'],
            properties: { notes: { type: 'array', items: note } },
          }),
        }),
        post: operation(
          'Write a note',
          ['notes:write'],
          { '201': json('The new note', note), ...invalid },
          { requestBody: noteInput },
        ),
      },
      '/v1/notes/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        get: operation('One note', ['notes:read'], { '200': json('The note', note), ...notFound }),
        put: operation(
          'Replace a note',
          ['notes:write'],
          { '200': json('The note', note), ...invalid, ...notFound },
          { requestBody: noteInput },
        ),
        patch: operation(
          'Change a note',
          ['notes:write'],
          { '200': json('The note', note), ...invalid, ...notFound },
          { requestBody: { ...noteInput } },
        ),
        delete: operation('Delete a note', ['notes:write'], {
          '204': { description: 'It is gone' },
          ...notFound,
        }),
      },
      '/v1/echo': {
        get: operation('What arrived here, headers included', [], {
          '200': json('The request', { type: 'object' }),
        }),
        post: operation('What arrived here, body included', [], {
          '200': json('The request', { type: 'object' }),
        }),
      },
      '/v1/slow': {
        get: operation(
          'An answer after some seconds',
          [],
          { '200': json('After the wait', { type: 'object' }), ...invalid },
          { parameters: [query('seconds', 'Default 2', { type: 'number', minimum: 0, maximum: 300 })] },
        ),
      },
      '/v1/bytes/{n}': {
        get: operation(
          'So many bytes',
          [],
          { '200': { description: 'The bytes', content: { 'application/octet-stream': {} } }, ...invalid },
          {
            parameters: [{ name: 'n', in: 'path', required: true, schema: { type: 'integer', minimum: 0 } }],
          },
        ),
      },
      '/v1/image': {
        get: operation('A picture', [], { '200': { description: 'A PNG', content: { 'image/png': {} } } }),
      },
      '/v1/events': {
        get: operation(
          'Server-sent events',
          [],
          { '200': { description: 'A stream of ticks', content: { 'text/event-stream': {} } } },
          {
            parameters: [
              query('count', 'How many; default 10', { type: 'integer', minimum: 0 }),
              query('interval', 'Milliseconds between two; default 1000', { type: 'integer', minimum: 0 }),
            ],
          },
        ),
      },
    },
    components: {
      securitySchemes: {
        signIn: { type: 'openIdConnect', openIdConnectUrl: `${issuer}/.well-known/openid-configuration` },
      },
      schemas: {
        Note: {
          type: 'object',
          required: ['id', 'title', 'text', 'createdAt', 'updatedAt'],
          properties: {
            id: { type: 'string' },
            title: { type: 'string' },
            text: { type: 'string' },
            createdAt: { type: 'string', format: 'date-time' },
            updatedAt: { type: 'string', format: 'date-time' },
          },
        },
        NoteInput: {
          type: 'object',
          properties: {
            title: { type: 'string', minLength: 1, maxLength: 200 },
            text: { type: 'string', maxLength: 20_000 },
          },
        },
        Problem: {
          type: 'object',
          required: ['error', 'message'],
          properties: { error: { type: 'string' }, message: { type: 'string' } },
        },
      },
      responses: Object.fromEntries(
        Object.entries({
          Unauthorized: 'No access token, or one that is not valid here; see WWW-Authenticate',
          Forbidden: 'The access token lacks a scope; see WWW-Authenticate',
          NotFound: 'You have nothing under this id',
          Invalid: 'The request is not understood',
        }).map(([name, description]) => [name, json(description, { $ref: '#/components/schemas/Problem' })]),
      ),
    },
  };
}
