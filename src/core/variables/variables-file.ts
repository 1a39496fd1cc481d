import * as z from 'zod';
import { longestVariableName } from '../../shared/variable-template.ts';

/** What the file holds of a variable: the value of a secret one is in the vault. */
export type KeptVariable =
  { readonly name: string; readonly value: string } | { readonly name: string; readonly secret: true };

export type KeptVariables = Readonly<Record<string, readonly KeptVariable[]>>;

const formatVersion = 1;

const name = z.string().min(1).max(longestVariableName);
const kept = z.union([
  z.strictObject({ name, value: z.string() }),
  z.strictObject({ name, secret: z.literal(true) }),
]);
const file = z.object({ version: z.literal(formatVersion), scopes: z.record(z.string(), z.array(kept)) });

export function writeVariablesFile(scopes: KeptVariables): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ version: formatVersion, scopes }, null, 2)}\n`);
}

/** Never throws; null when the file is not ours. */
export function parseVariablesFile(content: Uint8Array): KeptVariables | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
    return file.safeParse(json).data?.scopes ?? null;
  } catch {
    return null;
  }
}
