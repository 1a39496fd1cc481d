import { isNode, member, textAt, type Node } from './nodes.ts';

/** References that lead to references. */
const longestChain = 50;

/** Looks up the local references of one document. Nothing is ever fetched: what lies elsewhere is counted. */
export class References {
  readonly #root: unknown;
  readonly #elsewhere = new Set<string>();
  readonly #broken = new Set<string>();

  constructor(root: unknown) {
    this.#root = root;
  }

  /** References to other documents that were met. */
  get elsewhere(): number {
    return this.#elsewhere.size;
  }

  /** References that lead nowhere or in a circle. */
  get broken(): number {
    return this.#broken.size;
  }

  /** An object, or the one that its `$ref` leads to; null where it leads nowhere, elsewhere or in a circle, and for no object. */
  resolve(value: unknown): Node | null {
    let node: unknown = value;
    const seen = new Set<string>();
    for (;;) {
      if (!isNode(node)) return null;
      const reference = textAt(node, '$ref');
      if (reference === null) return node;
      if (!reference.startsWith('#')) {
        this.#elsewhere.add(reference);
        return null;
      }
      const found = seen.has(reference) || seen.size >= longestChain ? undefined : this.#lookUp(reference);
      if (found === undefined) {
        this.#broken.add(reference);
        return null;
      }
      seen.add(reference);
      node = found;
    }
  }

  /** RFC 6901 §6: a pointer in a fragment. */
  #lookUp(reference: string): unknown {
    const pointer = percentDecoded(reference.slice(1));
    if (pointer === '') return this.#root;
    if (pointer === null || !pointer.startsWith('/')) return undefined;
    let value: unknown = this.#root;
    for (const token of pointer.slice(1).split('/')) {
      const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
      if (Array.isArray(value)) {
        const list: readonly unknown[] = value;
        value = /^\d{1,9}$/.test(name) ? list[Number(name)] : undefined;
      } else {
        value = member(value, name);
      }
    }
    return value;
  }
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
