import * as z from 'zod';
import type { ConnectionId } from '../../shared/connection.ts';
import { succeed, type Result } from '../../shared/result.ts';
import type { StoredCookie } from '../ports/cookie-store.ts';
import type { Vault } from '../vault/vault.ts';

const stored = z.object({
  format: z.literal(1),
  cookies: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      domain: z.string(),
      hostOnly: z.boolean(),
      path: z.string(),
      secure: z.boolean(),
      httpOnly: z.boolean(),
      sameSite: z.enum(['unspecified', 'no_restriction', 'lax', 'strict']),
      expiresAt: z.number().nullable(),
    }),
  ),
});

/** Fails as reading the vault does. */
export async function readCookies(vault: Vault, id: ConnectionId): Promise<Result<readonly StoredCookie[]>> {
  const read = await vault.read('cookies', id);
  return read.ok ? succeed(stored.safeParse(read.value).data?.cookies ?? []) : read;
}

/** One sealed record for a connection, and none where there is no cookie. Fails as the vault does. */
export function sealCookies(
  vault: Vault,
  id: ConnectionId,
  cookies: readonly StoredCookie[],
): Promise<Result<unknown>> {
  if (cookies.length === 0) return vault.remove('cookies', id);
  const record: z.input<typeof stored> = { format: 1, cookies: [...cookies] };
  return vault.write('cookies', id, record);
}
