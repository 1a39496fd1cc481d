import { asyncModelRun, asyncProperty, commands, constant, constantFrom, record } from 'fast-check';
import type { Arbitrary, AsyncCommand, IAsyncPropertyWithHooks } from 'fast-check';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { endWell } from './ending.ts';
import { drawnMoves, make } from './moves.ts';
import type { Move } from './moves.ts';
import { World, usualSetting } from './world.ts';
import type { Setting } from './world.ts';

/** The model of fast-check's commands: what is expected of the world is in its promises, so there is nothing beside them. */
type NoModel = Record<string, never>;

class MoveCommand implements AsyncCommand<NoModel, World> {
  readonly #move: Move;

  constructor(move: Move) {
    this.#move = move;
  }

  check(): boolean {
    return true;
  }

  async run(_model: NoModel, world: World): Promise<void> {
    await make(world, this.#move);
  }

  toString(): string {
    return `'${this.#move}'`;
  }
}

/** Sequences of moves in different settings, each run to its good end. */
export function sequences({
  key,
  length,
  finished = () => undefined,
}: {
  /** Signs ID tokens in a share of the sequences. */
  readonly key: SigningKey;
  readonly length: number;
  readonly finished?: (world: World) => void;
}): IAsyncPropertyWithHooks<[Setting, Iterable<AsyncCommand<NoModel, World>>]> {
  const moves = drawnMoves.map((move) => constant(new MoveCommand(move)));
  return asyncProperty(
    settings(key),
    commands(moves, { maxCommands: length, size: 'max' }),
    async (setting, drawn) => {
      const world = new World(setting);
      await begin(world);
      await asyncModelRun(() => ({ model: {}, real: world }), drawn);
      await endWell(world);
      finished(world);
    },
  );
}

function settings(key: SigningKey): Arbitrary<Setting> {
  return record({
    rotates: constantFrom(true, true, true, false),
    grace: constantFrom(0, 30_000),
    life: constantFrom(300_000, 300_000, 300_000, 40_000, Infinity),
    idle: constantFrom(null, 1800),
    refreshes: constantFrom(true, true, true, true, true, false),
    renewsIdToken: constantFrom(true, false),
    reuse: constantFrom('ends', 'ends', 'refused'),
    renewal: constantFrom('automatic', 'on-demand'),
    key: constantFrom(null, null, null, key),
    chances: constantFrom([0.5], [0, 0.99], [0.3, 0.7, 0.1]),
    sealed: constantFrom(false, false, false, false, true),
    slow: constantFrom(false, false, true),
  });
}

/** Every sequence begins where most sessions are: signed in. */
async function begin(world: World): Promise<void> {
  for (const move of ['sign in', 'flow', 'callback', 'flow'] as const) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await make(world, move);
  }
}

/** Plays one sequence to its good end, as a named test does with what was once found. */
export async function play(moves: readonly Move[], setting: Partial<Setting> = {}): Promise<World> {
  const world = new World({ ...usualSetting, ...setting });
  await begin(world);
  for (const move of moves) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await make(world, move);
  }
  await endWell(world);
  return world;
}
