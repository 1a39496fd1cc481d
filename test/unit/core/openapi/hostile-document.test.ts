import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRequestFile, writeRequestFile } from '../../../../src/core/collections/request-file.ts';
import { readOpenApi } from '../../../../src/core/openapi/open-api.ts';
import { requestDraft } from '../../../../src/main/ipc/schemas.ts';

const name = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', '$ref', 'properties', 'allOf', 'type', 'items', 'example'),
);
const anything = fc.anything({ key: name, maxDepth: 4 });
const reference = fc
  .constantFrom('#', '#/', '#/paths', '#/components/schemas/A', 'x.yaml#/a', '#/paths/~1a/get')
  .map(($ref) => ({ $ref }));
const schema = fc.oneof(anything, reference);
const mediaType = fc.constantFrom(
  'application/json',
  'multipart/form-data',
  'text/xml',
  'application/x-www-form-urlencoded',
  'image/png',
);
const parameter = fc.record({
  name,
  in: fc.constantFrom('query', 'path', 'header', 'cookie'),
  schema,
  example: anything,
  description: anything,
  required: fc.boolean(),
});
const content = fc.dictionary(mediaType, fc.record({ schema, example: anything }));
const operation = fc.record({
  summary: anything,
  tags: anything,
  requestBody: fc.record({ content }),
});
const document = fc.record({
  openapi: fc.constantFrom('3.0.3', '3.1.0'),
  info: anything,
  servers: fc.array(fc.record({ url: fc.oneof(fc.webUrl(), fc.string()) })),
  security: fc.oneof(anything, fc.array(fc.dictionary(name, fc.array(fc.string())))),
  components: fc.record({
    schemas: fc.record({ A: schema }),
    securitySchemes: fc.dictionary(name, anything),
  }),
  paths: fc.dictionary(
    fc.oneof(
      name,
      fc.string().map((text) => `/${text}`),
    ),
    fc.record({ parameters: fc.array(parameter), get: operation }),
  ),
});

it('whatever a document is, it is understood or refused, and each of its requests can be sent and kept', () => {
  let requests = 0;
  fc.assert(
    fc.property(document, (value) => {
      const read = readOpenApi(value, null);
      if (read.kind === 'problem') return;
      const indices = read.api.operations.map(({ index }) => index);
      for (const { request, name: called, comments } of read.api.requests(indices).requests) {
        requests += 1;
        expect(requestDraft.safeParse(request).error?.issues ?? []).toEqual([]);
        const file = writeRequestFile({ name: called, request, comments });
        if ('why' in file) throw new Error(file.why);
        expect(parseRequestFile(file).kind).toBe('request');
      }
    }),
    { numRuns: 1500 },
  );
  expect(requests).toBeGreaterThan(500);
});
