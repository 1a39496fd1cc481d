/** Holds the order of a folder: the names of its files and folders, one a line. */
export const orderFileName = 'order.txt';

/** Never throws: lines that name nothing are passed over, such as those of a conflict in version control. */
export function parseOrder(content: Uint8Array | null): readonly string[] {
  if (content === null) return [];
  const lines = new TextDecoder().decode(content).split(/\r?\n/);
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}

export function writeOrder(names: readonly string[]): Uint8Array {
  return new TextEncoder().encode(names.map((name) => `${name}\n`).join(''));
}

const collator = new Intl.Collator('en', { numeric: true });

/** Puts names in order: those that the file lists, in its order; after them all others by the alphabet. */
export function inOrder<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  order: readonly string[],
): readonly T[] {
  const places = new Map(order.map((name, index) => [name, index]));
  const placeOf = (item: T): number => places.get(nameOf(item)) ?? Number.POSITIVE_INFINITY;
  return items.toSorted((a, b) => {
    const [first, second] = [placeOf(a), placeOf(b)];
    return first === second ? collator.compare(nameOf(a), nameOf(b)) : first - second;
  });
}
