import * as z from 'zod';

export type JsonObject = Readonly<Record<string, unknown>>;

const jsonObject = z.record(z.string(), z.unknown());

/** Levels of objects and lists in each other; real answers have fewer than ten. */
const deepestNesting = 100;

/**
 * The JSON object in these bytes, or null when they are anything else (HTML, an array, broken UTF-8), or nested so deep
 * that whatever walks through it later could run out of stack. Never throws.
 */
export function parseJsonObject(bytes: Uint8Array): JsonObject | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const parsed = isShallow(value) ? jsonObject.safeParse(value) : null;
    return parsed?.success === true ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether a value out of JSON is nested no deeper than any real one. Needs no stack itself. */
export function isShallow(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= deepestNesting; depth += 1) {
    level = level.flatMap((item): readonly unknown[] =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
    if (level.length === 0) return true;
  }
  return false;
}

/** A non-empty string member, or null. */
export function textMember(object: JsonObject, name: string): string | null {
  const value = object[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The strings of an array member; null when it is no array. */
export function listMember(object: JsonObject, name: string): readonly string[] | null {
  const value = object[name];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;
}
