import { member, sends } from './transport.ts';
import type { Transport } from './transport.ts';

const deep = `"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}`;

/** Bodies that are no JSON, or odd JSON. */
export const transportsBodies: readonly Transport[] = [
  sends(
    'portal',
    'answers with the web page of a hotel',
    'other',
    () => '<!doctype html><title>Welcome</title>',
    { 'content-type': 'text/html' },
    'fault F7',
  ),
  sends(
    'type-html',
    'says that its JSON is a web page',
    'page',
    (body) => body,
    { 'content-type': 'text/html' },
    'RFC 9110 §8.3',
  ),
  sends(
    'type-text',
    'says that its JSON is text',
    'whole',
    (body) => body,
    { 'content-type': 'text/plain' },
    'a known deviation',
  ),
  sends('type-image', 'says that its JSON is a picture', 'whole', (body) => body, {
    'content-type': 'image/png',
  }),
  sends('cookies', 'sets cookies', 'whole', (body) => body, { 'set-cookie': 'follow=you; Max-Age=99999999' }),
  sends('empty', 'sends nothing', 'other', () => ''),
  sends('list', 'wraps its answer in a list', 'other', (body) => `[${body}]`),
  sends('null', 'sends null', 'other', () => 'null'),
  sends('trailing', 'writes more after its JSON', 'other', (body) => `${body}{}`),
  sends('comment', 'writes a comment into its JSON', 'other', (body) => `/* hello */${body}`),
  sends('bom', 'begins with a byte order mark', 'whole', (body) => `\ufeff${body}`, {}, 'RFC 8259 §8.1'),
  sends(
    'utf16',
    'writes UTF-16',
    'other',
    (body) => Buffer.from(`\ufeff${body}`, 'utf16le'),
    {},
    'RFC 8259 §8.1',
  ),
  sends(
    'utf8-broken',
    'sends bytes that are no UTF-8',
    'other',
    (body) => Buffer.from(member('"x":"\u00ff\u00fe"')(body), 'latin1'),
    {},
    'RFC 8259 §8.1',
  ),
  sends('nul', 'hides a NUL in its JSON', 'other', member('"x":"\0"')),
  sends('nul-escaped', 'says NUL where nobody looks', 'whole', member(String.raw`"x":"\u0000"`)),
  sends('surrogate', 'says half a character where nobody looks', 'whole', member(String.raw`"x":"\ud800"`)),
  sends(
    'numbers',
    'says 1e400, 2^64 and -0 where nobody looks',
    'whole',
    member('"x":[1e400,18446744073709551616,-0]'),
  ),
  sends(
    'prototype',
    'names members __proto__ and constructor',
    'whole',
    member(
      '"__proto__":{"issuer":"https://evil.example","keys":[],"access_token":"evil"},"constructor":{"prototype":{"x":1}}',
    ),
  ),
  sends('deep', 'nests 50,000 lists', 'other', member(deep)),
  sends(
    'members',
    'adds 10,000 members',
    'whole',
    member(Array.from({ length: 10_000 }, (_, index) => `"m${String(index)}":0`).join(',')),
  ),
];
