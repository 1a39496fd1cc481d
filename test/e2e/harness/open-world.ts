import { inWorld } from './world.ts';
import type { World } from './world.ts';

/** A world that several tests share, one after the other. */
export interface OpenWorld {
  readonly world: World;
  readonly close: () => Promise<void>;
}

/** Opens one. What goes wrong while it is prepared leaves a picture, and closes it again. */
export async function openWorld(
  name: string,
  options: Parameters<typeof inWorld>[1],
  prepare: (world: World) => Promise<void>,
): Promise<OpenWorld> {
  return await new Promise((resolve, reject) => {
    const closing = new AbortController();
    const open = new Promise<void>((end) => {
      closing.signal.addEventListener('abort', () => {
        end();
      });
    });
    const closed = inWorld(name, options, async (world) => {
      await prepare(world);
      resolve({
        world,
        close: async () => {
          closing.abort();
          await closed;
        },
      });
      await open;
    });
    closed.catch(reject);
  });
}
