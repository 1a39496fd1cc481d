/** What is called, and with what; it goes into the page as JSON. */
export interface Attack {
  readonly seed: number;
  readonly calls: number;
  /** A lawful value for each command, to be spoiled; null where the command takes none. */
  readonly samples: Readonly<Record<string, unknown>>;
  /** The only answer that is right: `input-invalid` from our page, `not-permitted` from anywhere else. */
  readonly expected: string;
  /** Whether a hundred megabytes are sent now and then. */
  readonly huge: boolean;
}

export interface AttackOutcome {
  readonly tried: number;
  /** Refused by main. */
  readonly refused: number;
  /** Never came to main: nothing of that kind can be sent. */
  readonly unsendable: number;
  /** What was answered otherwise: accepted, thrown, or not answered at all. */
  readonly wrong: readonly string[];
}

type Api = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

/**
 * Calls commands with values that none of them takes: of a wrong kind, too large, with a member too many or too few,
 * cyclic, nested, alive. Runs in a page as well as in Node, so it refers to nothing around it.
 */
export async function attack(
  { seed, calls, samples, expected, huge }: Attack,
  given?: Api,
): Promise<AttackOutcome> {
  const global: unknown = Reflect.get(globalThis, 'latchkey');
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the page gets this function alone
  const isApi = (value: unknown): value is Api => typeof value === 'object' && value !== null;
  const api = given ?? (isApi(global) ? global : {});
  const names = Object.keys(samples);
  const wrong: string[] = [];
  let [tried, refused, unsendable] = [0, 0, 0];

  // mulberry32, as in support/random.ts.
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };

  /** Of a kind that no member of any command has. */
  const alien = (number: number): unknown => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- as above
    const nested = (levels: number): unknown => {
      let value: unknown = 1;
      for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
      return value;
    };
    const kinds: (() => unknown)[] = [
      // Some commands take whole numbers from zero on.
      () => -1 - below(1e9),
      () => below(1e9) + 0.5,
      () => Number.NaN,
      () => -Infinity,
      () => 2n ** 70n,
      () => ({}),
      () => ({ length: 3, 0: 'a' }),
      () => [below(9), null],
      () => Array.from({ length: 1 + below(400) }, () => -7),
      () => new Date(0),
      () => /x/g,
      () => new Map([['id', 'x']]),
      () => new Set([1]),
      () => new Error('x'),
      () => new Uint8Array(64),
      () => new ArrayBuffer(1024),
      () => new DataView(new ArrayBuffer(8)),
      (): unknown => Object.create({ id: 'a'.repeat(26), inherited: true }),
      (): unknown => JSON.parse('{"__proto__":{"id":"x"},"constructor":{"prototype":{}}}'),
      () => nested(20),
      () => nested(900),
      () => {
        const cycle: Record<string, unknown> = { a: [] };
        cycle['self'] = cycle;
        return cycle;
      },
      () => () => 'called',
      () => Promise.resolve(1),
      () => new Proxy({ id: 'x' }, { get: () => 7, ownKeys: () => ['id'] }),
      () =>
        Object.defineProperty({}, 'id', {
          enumerable: true,
          get: () => {
            throw new Error('read');
          },
        }),
      () => Object.defineProperty({}, 'toString', { enumerable: true, value: () => 'x' }),
      () =>
        new (class Custom {
          id = 7;
        })(),
      () => new WeakMap(),
    ];
    if (huge && number % 4000 === 3999) return new ArrayBuffer(100 * 1024 * 1024);
    return kinds[below(kinds.length)]?.();
  };

  const spoiled = (sample: unknown, number: number): unknown => {
    if (typeof sample !== 'object' || sample === null) {
      const text = ['', 'null', '{}', 'x'.repeat(1 + below(2000))][below(4)];
      return below(4) === 0 ? text : alien(number);
    }
    const members: Record<string, unknown> = { ...sample };
    const keys = Object.keys(members);
    const key = keys[below(keys.length)] ?? 'id';
    switch (below(6)) {
      case 0:
        return alien(number);
      case 1:
        return { ...members, [['__proto_', 'more', 'then', 'constructor', ' id'][below(5)] ?? 'x']: 'x' };
      case 2:
        Reflect.deleteProperty(members, key);
        return members;
      case 3:
        return huge && number % 1000 === 999
          ? { ...members, [key]: 'x'.repeat(33_000_000) }
          : { ...members, [key]: { [key]: members[key] } };
      case 4:
        return [members];
      default:
        return { ...members, [key]: alien(number) };
    }
  };

  const judge = async (name: string, input: unknown, number: number): Promise<void> => {
    let answer: unknown;
    try {
      const late = new Promise<unknown>((resolve) => {
        setTimeout(() => resolve('no answer'), 60_000);
      });
      answer = await Promise.race([api[name]?.(input), late]);
    } catch {
      unsendable += 1;
      return;
    }
    const failure: unknown = Reflect.get(Object(answer), 'failure');
    const code: unknown = Reflect.get(Object(failure), 'code');
    if (code === expected) refused += 1;
    else if (wrong.length < 20)
      wrong.push(
        `call ${String(number)} of seed ${String(seed)}: ${name} answered ${JSON.stringify([answer]).slice(0, 300)}`,
      );
  };

  for (let from = 0; from < calls; from += 250) {
    const batch: Promise<void>[] = [];
    for (let number = from; number < Math.min(calls, from + 250); number += 1) {
      const name = names[below(names.length)] ?? '';
      tried += 1;
      batch.push(judge(name, spoiled(samples[name], number), number));
    }
    // oxlint-disable-next-line eslint/no-await-in-loop -- so many calls at once and not more
    await Promise.all(batch);
  }
  return { tried, refused, unsendable, wrong };
}
