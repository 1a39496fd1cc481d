import { z } from 'zod';

export type JsonObject = Readonly<Record<string, unknown>>;

const jsonObject = z.record(z.string(), z.unknown());

/** The JSON object in these bytes, or null when they are anything else (HTML, an array, broken UTF-8). Never throws. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | null {
  try {
    const parsed = jsonObject.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
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
