import { describe, expect, it } from 'vitest';
import { largestTransferFile, transferred } from '../../../../../src/core/connections/transfer/format.ts';
import { readTransferFile } from '../../../../../src/core/connections/transfer/read-file.ts';
import { connectionSettings } from '../../../../support/connections.ts';
import { valueOf } from '../../../../support/results.ts';
import { bytesOf, fileOf, onlyOf, plainEntry, readOf, refusalOf, whyLeftOut } from './files.ts';

/** A file with so many connections. */
const many = (count: number) =>
  fileOf(Array.from({ length: count }, (_, index) => ({ ...plainEntry, name: `Acme ${String(index)}` })));

/** A connection in which a second name stands beside its issuer. */
const twice = (second: string) =>
  bytesOf(
    `{"format":"latchkey-connections","version":1,"connections":[{"name":"a","issuer":"https://good.test",${second}:"https://evil.test"}]}`,
  );

describe('a file of connections', () => {
  it('needs a name and an issuer; the rest is as in a new connection', () => {
    expect(onlyOf({ name: 'Acme', issuer: 'https://acme.test' })).toEqual({
      settings: connectionSettings({ clientId: '', scopes: [] }),
      endpoints: null,
      notes: [],
    });
  });

  it('is UTF-8, with or without a byte order mark', () => {
    const text = JSON.stringify({
      format: 'latchkey-connections',
      version: 1,
      connections: [{ ...plainEntry, name: 'Žluťoučký kůň' }],
    });
    const read = valueOf(readTransferFile(bytesOf(`\u{FEFF}${text}`)));
    expect(read.connections[0]?.settings.name).toBe('Žluťoučký kůň');
    const latin = Uint8Array.from([...bytesOf('{"format":"'), 0xe9, ...bytesOf('"}')]);
    expect(refusalOf(latin)).toMatchObject({ code: 'input-invalid', why: 'It is not text in UTF-8.' });
  });

  it.each([
    ['nothing', '', 'There is nothing in it.'],
    ['a page', '<!doctype html>', 'It is not JSON: line 1, column 1.'],
    ['a part of one', '{"format":"latchkey-connections",', 'It is not JSON: line 1'],
    ['a variable', '{{secret}}', 'It is not JSON.'],
    ['another JSON', '{"openapi":"3.1.0"}', 'It is no file of connections.'],
    ['a list', '[]', 'It is no file of connections.'],
    ['null', 'null', 'It is no file of connections.'],
    ['the app’s own list', '{"version":1,"connections":[]}', 'It is no file of connections.'],
    ['no version', '{"format":"latchkey-connections","connections":[]}', 'It is no file of connections.'],
    [
      'a version that is no number',
      '{"format":"latchkey-connections","version":"1","connections":[]}',
      'It is no file of connections.',
    ],
    ['no list', '{"format":"latchkey-connections","version":1,"connections":{}}', 'It holds no list'],
    [
      'an empty list',
      '{"format":"latchkey-connections","version":1,"connections":[]}',
      'no connection in it',
    ],
  ])('R87-: %s is none, and the words say so', (_what, text, why) => {
    const failure = refusalOf(bytesOf(text));
    expect(failure).toMatchObject({ code: 'input-invalid', what: 'The file was not imported.' });
    expect(failure.why).toContain(why);
  });

  it('F36-: one that a newer Latchkey wrote is not guessed at, whatever else is in it', () => {
    const newer = bytesOf('{"format":"latchkey-connections","version":2,"sets":[]}');
    expect(refusalOf(newer)).toMatchObject({
      code: 'input-invalid',
      why: 'A newer Latchkey wrote it (version 2; this one knows version 1).',
      next: 'Update Latchkey, then choose it again.',
    });
  });

  it('R87-: one that is larger than 4 MiB is refused before it is looked into', () => {
    const padded = new Uint8Array(largestTransferFile + 1).fill(0x20);
    padded.set(fileOf([plainEntry]));
    expect(refusalOf(padded).code).toBe('answer-too-large');
    expect(valueOf(readTransferFile(padded.subarray(0, largestTransferFile))).connections).toHaveLength(1);
  });

  it('R87-: 10,000 connections are refused as too many; a thousand are read', () => {
    expect(refusalOf(many(10_000)).why).toBe('It holds 10,000 connections; 1,000 are the most.');
    expect(refusalOf(many(1001)).code).toBe('input-invalid');
    expect(valueOf(readTransferFile(many(1000))).connections).toHaveLength(1000);
  });

  it('R87-: deep nesting is refused without running out of stack, closed or not', () => {
    for (const text of ['['.repeat(2_000_000), '['.repeat(1_000_000) + ']'.repeat(1_000_000)]) {
      expect(refusalOf(bytesOf(text)).why).toBe('It is nested too deep.');
    }
    expect(refusalOf(bytesOf('{"a":'.repeat(30))).why).toBe('It is nested too deep.');
  });

  it('R87-: text of any making is looked at in one pass', () => {
    for (const part of ['?', '?a', '&', '://', '://a', '://a@', '?a=', '.eyJ', 'eyJabcdefghi.', 'a-', 'aA']) {
      const text = `://${part.repeat(Math.floor(1_000_000 / part.length))}`;
      expect(onlyOf({ ...plainEntry, note: text }).settings.name).toBe('Acme');
    }
  });

  it('R87-: a name that stands twice in one object is refused, also where it is spelt in another way', () => {
    expect(refusalOf(twice('"issuer"')).why).toBe('The same name stands twice in one object.');
    expect(refusalOf(twice(String.raw`"\u0069ssuer"`)).why).toBe('The same name stands twice in one object.');
    // Not a name, and not in one object.
    expect(readOf({ ...plainEntry, name: '"issuer":"issuer"' }, plainEntry).connections).toHaveLength(2);
    expect(refusalOf(bytesOf(String.raw`{"\q":1}`)).why).toContain('It is not JSON');
  });

  it('what stands in it again just the same is taken once, and told; another name makes another account', () => {
    const { connections, notes } = readOf(
      plainEntry,
      { ...plainEntry, name: 'Acme, the other one' },
      plainEntry,
    );
    expect(connections.map(({ settings }) => settings.name)).toEqual(['Acme', 'Acme, the other one']);
    expect(notes).toEqual(['One connection stands in the file again, just the same: taken once.']);
    expect(readOf(plainEntry, plainEntry, plainEntry).notes[0]).toContain(
      '2 connections stand in the file again',
    );
  });

  it('R87-: one that cannot be used costs only itself', () => {
    const read = readOf(
      plainEntry,
      { ...plainEntry, name: 'Bad \u202E one', issuer: 'file:///etc/passwd' },
      null,
    );
    expect(read.connections.map(({ settings }) => settings.name)).toEqual(['Acme']);
    expect(read.leftOut.map(({ name }) => name)).toEqual(['Bad one', 'A connection without a name']);
  });
});

describe('a connection of a file', () => {
  it.each([
    ['a file', 'file:///etc/passwd', 'It begins with “file:”.'],
    ['a script', 'javascript:alert(1)', 'It is not a web address.'],
    ['plain http', 'http://acme.test', 'It begins with http'],
    ['no address', 'acme', 'It is not a web address.'],
    ['nothing', '', 'The issuer is empty.'],
    ['a query', 'https://acme.test/?a=b', 'It has a query'],
  ])('R23-: an issuer that is %s is left out with its reason', (_what, issuer, why) => {
    expect(whyLeftOut({ ...plainEntry, issuer })).toContain(why);
  });

  it.each([
    [{ name: 7 }, '“name”'],
    [{ issuer: ['https://acme.test'] }, '“issuer”'],
    [{ scopes: 'openid' }, '“scopes”'],
    [{ scopes: [1] }, '“scopes.0”'],
    [{ apiOrigins: ['https://api.test'] }, '“apiOrigins.0”'],
    [{ redirectWays: [] }, '“redirectWays”'],
    [{ redirectWays: ['https'] }, '“redirectWays.0”'],
    [{ redirectSpelling: 'odd' }, '“redirectSpelling”'],
    [{ loopback: { host: '0.0.0.0', ports: [] } }, '“loopback.host”'],
    [{ loopback: { host: 'localhost', ports: [1, 2, 3, 4] } }, '“loopback.ports”'],
    [{ signOutInBrowser: 1 }, '“signOutInBrowser”'],
    [{ endpoints: [] }, '“endpoints”'],
    [{ endpoints: { tokenEndpoint: {} } }, '“endpoints.tokenEndpoint”'],
  ])('R87-: of the wrong kind is left out, and its part is named: %j', (part, path) => {
    expect(whyLeftOut({ ...plainEntry, ...part })).toContain(`Its part ${path} is missing, or is not of the`);
  });

  it.each([
    [{ scopes: Array.from({ length: 1000 }, () => 1) }],
    [{ apiOrigins: Array.from({ length: 1000 }, () => ({})) }],
    [{ redirectWays: Array.from({ length: 1000 }, () => '') }],
  ])('R87-: of the wrong kind all over is looked at no further than its first part (%#)', (part) => {
    expect(transferred.safeParse({ ...plainEntry, ...part }).error?.issues).toHaveLength(1);
  });

  it.each([7, 'text', [], null, true])('R87-: that is none is left out: %j', (entry) => {
    expect(whyLeftOut(entry)).toContain('This connection cannot be imported.');
  });

  it.each([
    [{ scopes: ['a"b'] }, 'which no scope has'],
    [{ apiOrigins: [{ origin: 'http://api.test' }] }, 'uses http'],
    [{ apiOrigins: [{ origin: 'https://*' }] }, 'stands for too much'],
    [{ loopback: { host: 'localhost', ports: [80] } }, 'is no port between'],
    [{ clientId: 'c\u0000' }, 'control character'],
    [{ endpoints: { tokenEndpoint: 'http://acme.test/token' } }, 'does not use https'],
    [{ endpoints: { jwksUri: 'file:///etc/passwd' } }, 'It should be a web address'],
    [{ endpoints: { authorizationEndpoint: 'javascript://x/%0aalert(1)' } }, 'does not use https'],
    [{ endpoints: { discoveryUrl: 'http://127.0.0.1/d' } }, 'does not use https'],
  ])('R23- R24-: is judged as the form would: %j', (part, why) => {
    expect(whyLeftOut({ ...plainEntry, ...part })).toContain(why);
  });

  it('R23+: a development server on this computer may have plain addresses', () => {
    const issuer = 'http://127.0.0.1:4480';
    const { endpoints } = onlyOf({ ...plainEntry, issuer, endpoints: { tokenEndpoint: `${issuer}/token` } });
    expect(endpoints).toEqual({ tokenEndpoint: `${issuer}/token` });
  });

  it('R87-: names that every object inherits are names like any other', () => {
    const text = `{"format":"latchkey-connections","version":1,"connections":[{"__proto__":{"issuer":"https://evil.test","scopes":["admin"]},"constructor":{"prototype":{"name":"x"}},"name":"Acme","issuer":"https://acme.test","loopback":{"__proto__":{"host":"localhost"},"host":"127.0.0.1","ports":[8400]}}]}`;
    const [only] = valueOf(readTransferFile(bytesOf(text))).connections;
    expect(only?.settings).toEqual(
      connectionSettings({ clientId: '', scopes: [], loopback: { host: '127.0.0.1', ports: [8400] } }),
    );
    expect(only?.notes).toEqual([
      'It holds what this Latchkey does not know, which was left out (“__proto__”, “constructor”).',
    ]);
    expect(Reflect.get({}, 'issuer')).toBeUndefined();
    expect(whyLeftOut(JSON.parse('{"__proto__":{"name":"Acme"},"issuer":"https://acme.test"}'))).toContain(
      '“name” is missing',
    );
  });

  it('a name that turns text around, hides or controls is made inert and told; joiners stay', () => {
    const hostile = onlyOf({ ...plainEntry, name: 'Acme\u202Egnigats\u0000\u001B[31m\u200B\u2066\n' });
    expect(hostile.settings.name).toMatch(/^Acme gnigats\s+\[31m$/);
    expect(hostile.settings.name).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(hostile.notes).toEqual(['Its name was cut, or held characters that act instead of being seen.']);
    const family = '👩\u200D👩\u200D👧 می\u200Cخواهم';
    expect(onlyOf({ ...plainEntry, name: family })).toMatchObject({ settings: { name: family }, notes: [] });
    expect(onlyOf({ ...plainEntry, name: '\u202E\uD800' }).settings.name).toBe('acme.test');
    expect(onlyOf({ ...plainEntry, name: '💡'.repeat(400) }).settings.name).toBe('💡'.repeat(300));
  });

  it('R87+: endpoints of its own are kept apart from its settings, and the person is told what follows', () => {
    const endpoints = { authorizationEndpoint: 'https://login.test/a', tokenEndpoint: 'https://evil.test/t' };
    const manual = onlyOf({ ...plainEntry, endpoints: { ...endpoints, revocationEndpoint: '' } });
    expect(manual.settings).toEqual(connectionSettings({ scopes: [] }));
    expect(manual.endpoints).toEqual(endpoints);
    expect(manual.notes[0]).toContain('Not all of its addresses come from the issuer itself');
    expect(onlyOf({ ...plainEntry, endpoints: {} }).endpoints).toBeNull();
  });

  it('R6+: one that needs a client secret says that it has to be entered', () => {
    const needing = onlyOf({ ...plainEntry, needsClientSecret: true });
    expect(needing.settings.confidential).toBe(true);
    expect(needing.notes).toEqual(['Its client secret has to be entered in its settings.']);
  });
});
