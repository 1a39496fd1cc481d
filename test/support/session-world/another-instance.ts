import { sessionOf } from './promises.ts';
import { id } from './world.ts';
import type { World } from './world.ts';

/** Another instance over the same disk renews, and saves what came: this one is not told (F4). */
export async function renewElsewhere(world: World): Promise<void> {
  const key = `session/${id}`;
  const text = world.disk.records.get(key);
  const session = sessionOf(text ?? null);
  if (text === undefined || session === null || session.refreshToken === null) return;
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: session.refreshToken });
  const { body } = await world.provider.act('/token', form);
  const refreshToken: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'refresh_token') : undefined;
  if (typeof refreshToken !== 'string') return;
  world.disk.records.set(key, text.replaceAll(session.refreshToken, refreshToken));
}
