import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCurl } from '../../../src/core/curl/read-curl.ts';
import { writeCurl } from '../../../src/core/curl/write-curl.ts';
import { escapeTemplate } from '../../../src/shared/variable-template.ts';
import { resolveRequest } from '../../../src/core/variables/resolve-request.ts';
import type { Variable } from '../../../src/core/variables/resolve.ts';
import type { RequestDraft } from '../../../src/shared/request.ts';
import { mapBody, type RequestBody } from '../../../src/shared/request-body.ts';
import type { LoopbackServer } from '../../support/loopback-server.ts';
import { valueOf } from '../../support/results.ts';
import { arrived, asSent, headersOf, ourBoundary, runInBash, startEcho } from './curl.ts';
import { textBody } from '../../support/bodies.ts';

let server: LoopbackServer;
beforeAll(async () => {
  server = await startEcho();
});
afterAll(async () => {
  await server.close();
});

const none = (): Variable | null => null;

function commandOf(draft: RequestDraft): string {
  return writeCurl(valueOf(resolveRequest(draft, none)));
}

/** Whatever a person may type. Without surrogates that stand alone, which no UTF-8 holds. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "'",
      '"',
      '$HOME',
      '`id`',
      '!!',
      '\\',
      '\n',
      '\r\n',
      '@file',
      '$(id)',
      '%s',
      '-d',
    ),
  },
);
const body = fc.array(anyText, { maxLength: 6 }).map((parts) => parts.join(''));
const headerValue = fc
  .string({
    unit: fc.constantFrom(...Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code))),
    maxLength: 40,
  })
  .map((text) => text.trim());
const path = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('[1-3]', '{a,b}', "'", '$x', '..', '%2e', '&', '?', ';'),
    ),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.join('/').replace(/^/, '/'));
const names = fc.constantFrom('X-One', 'X-Two', 'Content-Type', 'Accept', 'If-Match', 'X-!#$%&*+.^_|~');

const draft = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'REPORT'),
    path,
    headers: fc.uniqueArray(fc.tuple(names, headerValue), { maxLength: 4, selector: ([name]) => name }),
    body: fc.option(body.filter((text) => text !== '')),
  })
  .map(({ method, headers, ...rest }) => ({
    method,
    headers,
    path: rest.path,
    body: method === 'GET' || method === 'HEAD' ? null : rest.body,
  }));

describe('copy as curl', () => {
  it('the real curl sends the same method, address, headers and body', async () => {
    await fc.assert(
      fc.asyncProperty(draft, async ({ path: at, ...parts }) => {
        const url = new URL(server.origin + at);
        url.hash = '';
        const request: RequestDraft = {
          ...parts,
          url: escapeTemplate(server.origin + at),
          headers: parts.headers.map(([name, value]) => [name, escapeTemplate(value)] as const),
          body: parts.body === null ? null : textBody(escapeTemplate(parts.body)),
          authorization: 'off',
        };
        await runInBash(commandOf(request));
        const seen = arrived(server);
        expect({ method: seen.method, path: seen.path, body: seen.body }).toEqual({
          method: parts.method,
          path: url.href.slice(server.origin.length),
          body: parts.body ?? '',
        });
        const { headers } = asSent({ ...request, headers: parts.headers });
        expect(headersOf(seen, headers)).toEqual(
          Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
        );
      }),
      { numRuns: 80 },
    );
  }, 120_000);

  it('what it writes is read back as the same request, but for braces that it cannot tell from variables', () => {
    fc.assert(
      fc.property(draft, ({ path: at, ...parts }) => {
        const url = new URL(`https://api.test${at}`);
        url.hash = '';
        const request: RequestDraft = {
          ...parts,
          url: url.href,
          body: parts.body === null ? null : textBody(parts.body),
          authorization: 'on',
        };
        const { request: read, notes } = valueOf(readCurl(commandOf(request)));
        expect(read).toEqual(request);
        expect(notes).toEqual([
          'Its Authorization header was taken out: Latchkey sends your sign-in instead.',
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  /** What curl's own options can say: no `=` or NUL in the name of a part, no quotes or backslashes, which it escapes its own way. */
  const fieldText = anyText.filter((text) => !text.includes('\0'));
  const partName = fc.string({ minLength: 1, maxLength: 8 }).map((text) => text.replace(/[="\\;\s]/g, 'n'));
  const kinds: fc.Arbitrary<RequestBody> = fc.oneof(
    fc.record({
      kind: fc.constant('form' as const),
      fields: fc.array(fc.record({ name: fieldText, value: anyText }), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant('multipart' as const),
      parts: fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant('text' as const), name: partName, value: fieldText }),
          fc.record({
            kind: fc.constant('text' as const),
            name: partName,
            value: fieldText,
            type: fc.constant('application/x-own'),
          }),
        ),
        { minLength: 1, maxLength: 4 },
      ),
    }),
    fc.record({ kind: fc.constant('json' as const), text: fieldText }),
    fc.record({
      kind: fc.constant('graphql' as const),
      query: fieldText,
      variables: fc.constantFrom('', '{"a":"\'"}'),
    }),
  );

  it('sends a form, several parts, JSON and GraphQL as Latchkey does', async () => {
    await fc.assert(
      fc.asyncProperty(kinds, async (given) => {
        const request: RequestDraft = {
          method: 'POST',
          url: `${server.origin}/kinds`,
          headers: [],
          body: mapBody(given, escapeTemplate),
          authorization: 'off',
        };
        await runInBash(commandOf(request));
        const seen = arrived(server);
        const sent = asSent({ ...request, body: given });
        const type = seen.headers['content-type'] ?? '';
        const theirs = /boundary=(\S+)/.exec(type)?.[1];
        const received = theirs === undefined ? seen.body : seen.body.replaceAll(theirs, ourBoundary);
        const content = (text: string): unknown =>
          given.kind === 'form' ? [...new URLSearchParams(text)] : text;
        expect(content(received)).toEqual(content(sent.body));
        expect(theirs === undefined ? type : type.replace(theirs, ourBoundary)).toBe(
          sent.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1],
        );
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('a file is named, and read back as one that has to be chosen', () => {
    const file = { ticket: null, name: 'a b.png', path: '../x/a b.png' } as const;
    const bodies: readonly RequestBody[] = [
      { kind: 'file', file },
      {
        kind: 'multipart',
        parts: [
          { kind: 'text', name: 'title', value: '@not; a file' },
          { kind: 'file', name: 'photo', file, type: 'image/x-own' },
          { kind: 'file', name: 'renamed', file: { ...file, name: 'c;d.png' }, type: 'image/x-own' },
        ],
      },
    ];
    for (const named of bodies) {
      const request: RequestDraft = {
        method: 'POST',
        url: 'https://api.test/',
        headers: [],
        body: named,
        authorization: 'on',
      };
      const read = valueOf(readCurl(commandOf(request)));
      expect(read.request.body).toEqual(named);
      expect(read.notes.join('\n')).toContain('choose it under “Body”');
    }
  });

  it('puts placeholders in the place of the sign-in and of secret variables, which the shell fills', async () => {
    const values: Readonly<Record<string, Variable>> = {
      'api-key': { kind: 'secret', value: 'never written' },
      base: { kind: 'plain', value: server.origin },
    };
    const request: RequestDraft = {
      method: 'POST',
      url: '{{base}}/notes?k={{api-key}}',
      headers: [
        ['X-Api-Key', '{{api-key}}'],
        ['Content-Type', 'text/plain'],
      ],
      body: textBody('a {{api-key}} $HOME'),
      authorization: 'on',
    };
    const command = writeCurl(valueOf(resolveRequest(request, (name) => values[name] ?? null)));
    expect(command).not.toContain('never written');
    await runInBash(command, { ACCESS_TOKEN: 'tok en', API_KEY: "k$`'y" });
    const seen = arrived(server);
    expect(seen.headers).toMatchObject({ authorization: 'Bearer tok en', 'x-api-key': "k$`'y" });
    expect(seen.body).toBe("a k$`'y $HOME");
    expect(seen.path).toBe("/notes?k=k$`'y");
  });

  it('sends a body that holds what no argument can hold', async () => {
    const request: RequestDraft = {
      method: 'POST',
      url: `${server.origin}/nul`,
      headers: [],
      body: textBody('a\0b\\0c%d\n{{k}}'),
      authorization: 'off',
    };
    const command = writeCurl(valueOf(resolveRequest(request, () => ({ kind: 'secret', value: 'x' }))));
    await runInBash(command, { K: 'back\\slash\\n' });
    expect(arrived(server).body).toBe('a\0b\\0c%d\nback\\slash\\n');
    expect(arrived(server).headers['content-type']).toBe('text/plain; charset=utf-8');
  });
});
