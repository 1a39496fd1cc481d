import type { Random } from '../support/random.ts';

/** Names that mean something to JavaScript or to a neighbouring protocol, and nothing here. */
const names = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  '',
  ' ',
  '\u0000',
  'x'.repeat(3000),
  'd',
  'k',
  'issuer',
  'keys',
  'access_token',
];
const texts = [
  '',
  ' ',
  '\u0000',
  'null',
  '__proto__',
  '[object Object]',
  '\ud800',
  '\u202e',
  'é漢\u{1f511}',
  '-1',
  '1e999',
  'https://evil.test/',
  'http://evil.test/',
  'javascript:alert(1)',
  'x'.repeat(20_000),
];
const numbers = [0, -1, 1.5, 1e21, 1e308, -1e308, 2 ** 53, 2 ** 31, Number.MIN_VALUE];

/** A value that a hostile server could put anywhere. */
function hostileValue(random: Random): unknown {
  const kinds = [
    () => random.pick(texts),
    () => random.pick(numbers),
    () => null,
    () => random.chance(0.5),
    () => [],
    () => ({}),
    () => [random.pick(texts), random.pick(numbers), null, {}],
    () => ({ [random.pick(names)]: random.pick(texts) }),
    () => Object.fromEntries([['__proto__', { polluted: 'yes' }]]),
    () => Array.from({ length: 300 }, () => random.pick(texts.slice(0, 8))),
    () => new Deep(random.pick([20, 200, 15_000, 40_000])),
  ];
  return random.pick(kinds)();
}

/** Stands for arrays in arrays, which no serializer could write. */
class Deep {
  readonly depth: number;

  constructor(depth: number) {
    this.depth = depth;
  }
}

/** A document with members taken out, replaced, added, renamed or wrapped; as an object still. */
export function altered(document: object, random: Random, times = 1 + random.below(3)): object {
  let entries: [string, unknown][] = Object.entries(document);
  for (let turn = 0; turn < times; turn += 1) {
    const at = random.below(Math.max(1, entries.length));
    const change = random.pick<(entry: [string, unknown]) => readonly [string, unknown][]>([
      () => [],
      ([name]) => [[name, hostileValue(random)]],
      ([name]) => [[name, hostileValue(random)]],
      ([name, value]) => [[name, inside(value, random)]],
      ([name, value]) => [[name, [value]]],
      ([name, value]) => [[name, textOf(value)]],
      ([name, value]) => [
        [random.pick(names), value],
        [name, value],
      ],
      ([, value]) => [[random.pick(names), value]],
      ([name, value]) => [[name.toUpperCase(), value]],
      (entry) => [entry, [random.pick(names), hostileValue(random)]],
    ]);
    entries = entries.flatMap((entry, index) => (index === at ? change(entry) : [entry]));
  }
  return new Members(entries);
}

/** What is altered inside of a member. */
function inside(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    const at = random.below(Math.max(1, value.length));
    return value.map((item: unknown, index) => (index === at ? inside(item, random) : item));
  }
  return typeof value === 'object' && value !== null ? altered(value, random, 1) : hostileValue(random);
}

/** Members in order, with the same name twice where that was made so. */
class Members {
  readonly entries: readonly (readonly [string, unknown])[];

  constructor(entries: readonly (readonly [string, unknown])[]) {
    this.entries = entries;
  }
}

/** Writes what `altered` made. */
export function textOf(value: unknown): string {
  if (value instanceof Deep) return '['.repeat(value.depth) + ']'.repeat(value.depth);
  if (value instanceof Members)
    return `{${value.entries.map(([name, item]) => `${JSON.stringify(name)}:${textOf(item)}`).join(',')}}`;
  if (Array.isArray(value)) return `[${value.map((item: unknown) => textOf(item)).join(',')}]`;
  if (typeof value === 'object' && value !== null) return textOf(new Members(Object.entries(value)));
  return value === undefined ? 'null' : JSON.stringify(value);
}

/** The document as it comes over the wire: altered, or broken in its bytes, or something else altogether. */
export function hostileBytes(document: object, random: Random): Buffer {
  const kind = random.fraction();
  if (kind < 0.7) return Buffer.from(textOf(altered(document, random)));
  if (kind < 0.9) return damaged(Buffer.from(textOf(document)), random);
  return random.pick([
    () => Buffer.from(''),
    () => Buffer.from('null'),
    () => Buffer.from('<html><title>Sign in</title></html>'),
    () => Buffer.from(`\ufeff${textOf(document)}`),
    () => Buffer.from(textOf(document), 'utf16le'),
    () => Buffer.from(textOf([document])),
    () => Buffer.from(textOf(textOf(document))),
    () => random.bytes(random.below(500)),
    () => Buffer.from('{"a":'.repeat(random.pick([10, 5000]))),
    () => Buffer.from(textOf(new Deep(100_000))),
    () => Buffer.from(`${textOf(document)} `.repeat(2)),
    () => Buffer.from(`{"__proto__":${textOf(document)}}`),
  ])();
}

/** Some bytes changed, doubled, taken out or put in. */
export function damaged(bytes: Uint8Array, random: Random): Buffer {
  let all = Buffer.from(bytes);
  for (let turns = 1 + random.below(4); turns > 0; turns -= 1) {
    const at = random.below(all.length + 1);
    const some = all.subarray(at, at + 1 + random.below(20));
    const before = all.subarray(0, at);
    all = random.pick([
      () =>
        Buffer.concat([before, Buffer.from([(some[0] ?? 0) ^ (1 << random.below(8))]), all.subarray(at + 1)]),
      () => Buffer.concat([before, random.bytes(1 + random.below(8)), all.subarray(at)]),
      () => Buffer.concat([before, some, all.subarray(at)]),
      () => Buffer.concat([before, all.subarray(at + some.length)]),
      () => Buffer.from(before),
    ])();
  }
  return all;
}
