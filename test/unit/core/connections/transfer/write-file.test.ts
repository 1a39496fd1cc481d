import { readFileSync } from 'node:fs';
import { registerSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { root } from '../../../../../scripts/lib/paths.mjs';
import { transferred } from '../../../../../src/core/connections/transfer/format.ts';
import { readTransferFile } from '../../../../../src/core/connections/transfer/read-file.ts';
import { writeTransferFile } from '../../../../../src/core/connections/transfer/write-file.ts';
import type { ConnectionSettings } from '../../../../../src/shared/connection.ts';
import { connectionSettings, savedConnection } from '../../../../support/connections.ts';
import { valueOf } from '../../../../support/results.ts';
import { plainEntry } from './files.ts';

const schemaId = 'https://latchkey.test/connections-file';
let isValid: (file: unknown) => boolean;

beforeAll(async () => {
  const schema: unknown = JSON.parse(readFileSync(`${root}/docs/connections-file.schema.json`, 'utf8'));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a JSON Schema out of a file
  registerSchema(schema as Parameters<typeof registerSchema>[0], schemaId);
  const check = await validate(schemaId);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- JSON by construction
  isValid = (file) => check(file as Parameters<typeof check>[0]).valid;
});

const textOf = (settings: readonly ConnectionSettings[]): string =>
  new TextDecoder().decode(writeTransferFile(settings).content);

const parsedOf = (settings: readonly ConnectionSettings[]): unknown => JSON.parse(textOf(settings));

const word = fc.stringMatching(/^[a-z][a-z0-9:._-]{0,12}$/);
const host = fc.stringMatching(/^[a-z]{2,9}\.test$/);
const address = host.map((name) => `https://${name}/t`);
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

/** Any settings that the app could have, as far as they can be told apart. */
const anySettings: fc.Arbitrary<ConnectionSettings> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-zÀ-ž💡]{1,40}$/u),
    issuer: address,
    clientId: fc
      .stringMatching(/^[!-~]{0,30}$/)
      .filter((text) => !text.includes('.eyJ') && !text.includes('://')),
    scopes: fc.uniqueArray(word, { maxLength: 5 }),
    apiOrigins: fc.uniqueArray(
      fc.record({
        origin: host.map((name) => `https://${name}`),
        resource: word.map((name) => `urn:${name}`),
      }),
      { maxLength: 4, selector: ({ origin }) => origin },
    ),
    redirectWays: fc.constantFrom(['scheme'], ['loopback', 'scheme'], ['scheme', 'loopback']),
    redirectSpelling: fc.constantFrom('path', 'authority'),
    loopback: optional(
      fc.record({
        host: fc.constant('localhost'),
        ports: fc.uniqueArray(fc.integer({ min: 1024, max: 65_535 }), { maxLength: 3 }),
      }),
    ),
    signOutInBrowser: fc.boolean(),
    renewal: fc.constantFrom('automatic', 'on-demand'),
    confidential: optional(fc.constant(true)),
    manual: optional(
      fc.record(
        {
          tag: fc.constant('a'.repeat(26)),
          tokenEndpoint: address,
          jwksUri: address,
          userinfoEndpoint: address,
        },
        { requiredKeys: ['tag', 'tokenEndpoint'] },
      ),
    ),
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- members that are undefined go the way of JSON
  .map((settings) => JSON.parse(JSON.stringify(settings)) as ConnectionSettings);

describe('the file that is written', () => {
  it('reads back as what it was made of, and is what the schema of the documents says', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anySettings, { minLength: 1, maxLength: 4, selector: ({ issuer }) => issuer }),
        (all) => {
          const read = valueOf(readTransferFile(writeTransferFile(all).content));
          expect(read.leftOut).toEqual([]);
          const back = read.connections.map(({ settings, endpoints }) => ({
            ...settings,
            ...(endpoints === null ? {} : { manual: { tag: 'a'.repeat(26), ...endpoints } }),
          }));
          expect(back).toEqual(all);
          expect(isValid(parsedOf(all))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds nothing of one computer or one person: no id, time, tag, or that something was confirmed', () => {
    const connection = savedConnection({
      id: 'idididid',
      createdAt: 1_790_000_000_000,
      unlistedPkceAccepted: true,
      confidential: true,
      manual: { tag: 'tagtagtag', tokenEndpoint: 'https://acme.test/t' },
    });
    const text = textOf([connection]);
    expect(text).not.toMatch(/idididid|1790000000000|tagtagtag|unlisted|demo/);
    expect(JSON.parse(text)).toEqual({
      format: 'latchkey-connections',
      version: 1,
      connections: [
        {
          ...plainEntry,
          scopes: ['openid'],
          apiOrigins: [],
          redirectWays: ['scheme'],
          redirectSpelling: 'path',
          signOutInBrowser: false,
          renewal: 'automatic',
          needsClientSecret: true,
          endpoints: { tokenEndpoint: 'https://acme.test/t' },
        },
      ],
    });
    expect(text.endsWith('}\n')).toBe(true);
  });
});

const file = (connection: object, beside: object = {}) => ({
  format: 'latchkey-connections',
  version: 1,
  ...beside,
  connections: [connection],
});

/** As far as it is looked at here. */
const schemaMembers = z.object({
  $defs: z.object({
    connection: z.object({
      properties: z.looseObject({ endpoints: z.object({ properties: z.looseObject({}) }) }),
    }),
  }),
});

describe('the schema of the documents', () => {
  it('knows the members that the app knows, and no other', () => {
    const schema: unknown = JSON.parse(readFileSync(`${root}/docs/connections-file.schema.json`, 'utf8'));
    const { $defs } = schemaMembers.parse(schema);
    expect(Object.keys($defs.connection.properties).toSorted()).toEqual(
      Object.keys(transferred.shape).toSorted(),
    );
    const endpoints = transferred.shape.endpoints.unwrap();
    expect(Object.keys($defs.connection.properties.endpoints.properties)).toEqual(
      Object.keys(endpoints.shape),
    );
    expect(isValid(file({ ...plainEntry, other: 1 }))).toBe(false);
  });

  it.each([
    [{}, true],
    [{ issuer: 'http://127.0.0.1:4480' }, true],
    [{ issuer: 'http://localhost.evil.test' }, false],
    [{ issuer: 'file:///etc/passwd' }, false],
    [{ issuer: 'http://acme.test' }, false],
    [{ scopes: ['a"b'] }, false],
    [{ scopes: 'openid' }, false],
    [{ clientId: 'c\u0000' }, false],
    [{ redirectWays: [] }, false],
    [{ redirectSpelling: 'odd' }, false],
    [{ loopback: { host: '0.0.0.0', ports: [] } }, false],
    [{ loopback: { host: 'localhost', ports: [80] } }, false],
    [{ endpoints: { tokenEndpoint: 'http://acme.test/t' } }, false],
    [{ apiOrigins: [{ origin: 'http://api.test' }] }, false],
    [{ name: 7 }, false],
  ])('and the app agree on %j', (part, expected) => {
    const content = file({ ...plainEntry, ...part });
    const read = readTransferFile(new TextEncoder().encode(JSON.stringify(content)));
    expect([isValid(content), read.ok && read.value.leftOut.length === 0]).toEqual([expected, expected]);
  });

  it('refuses another format and a newer version', () => {
    expect(isValid(file(plainEntry, { version: 2 }))).toBe(false);
    expect(isValid({ ...file(plainEntry), format: 'other' })).toBe(false);
    expect(isValid(parsedOf([connectionSettings()]))).toBe(true);
  });

  it('holds for the example in the documents, and the app reads it whole', () => {
    const page = readFileSync(`${root}/docs/connections-file.md`, 'utf8');
    const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
    expect(isValid(JSON.parse(example))).toBe(true);
    const read = valueOf(readTransferFile(new TextEncoder().encode(example)));
    expect([read.connections.length, read.leftOut, read.notes]).toEqual([2, [], []]);
  });
});
