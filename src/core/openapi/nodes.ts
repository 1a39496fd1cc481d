import { providerText } from '../failures/provider-text.ts';

/** An object of a document, whose members may be missing, of another kind, or hostile. */
export type Node = Readonly<Record<string, unknown>>;

/** Whether a value is an object and no list. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is the object's own: never one that every object inherits, such as `constructor`. */
export function member(node: unknown, name: string): unknown {
  return isNode(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

/** A member that is an object; else null. */
export function nodeAt(node: unknown, name: string): Node | null {
  const value = member(node, name);
  return isNode(value) ? value : null;
}

/** A member that is a list; else an empty one. */
export function listAt(node: unknown, name: string): readonly unknown[] {
  const value = member(node, name);
  return Array.isArray(value) ? value : [];
}

/** A member that is text; else null. */
export function textAt(node: unknown, name: string): string | null {
  const value = member(node, name);
  return typeof value === 'string' ? value : null;
}

/** A member that is text, safe to show on one line; null when nothing readable is left. */
export function wordsAt(node: unknown, name: string): string | null {
  return providerText(member(node, name));
}
