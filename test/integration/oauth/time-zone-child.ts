import { make } from '../../support/session-world/moves.ts';
import type { Move } from '../../support/session-world/moves.ts';
import { sessionOf } from '../../support/session-world/promises.ts';
import { World, id, usualSetting } from '../../support/session-world/world.ts';

/*
 * Plays a session over the moment that is named in the arguments, in whatever time zone this process lives, and prints
 * what happened: when each token came and runs out, what was renewed, and what this place's clocks showed.
 */

const minute = 60_000;
const story: readonly Move[] = [
  'token wanted',
  'flow',
  ...Array.from({ length: 10 }, (): Move => 'half a minute'),
  'token wanted',
  'flow',
  'going to sleep',
  'waking',
  'flow',
  'token wanted',
  'flow',
  'clock an hour ahead',
  'half a minute',
  'flow',
  'token wanted',
  'flow',
  'clock an hour back',
  'half a minute',
  'flow',
  'crash',
  'token wanted',
  'flow',
];

const change = Number(process.argv[2]);
const world = new World({ ...usualSetting, start: change - 3 * minute });
for (const move of ['sign in', 'flow', 'callback', 'flow'] as const) await make(world, move);
const seen: unknown[] = [];
for (const move of story) {
  await make(world, move);
  const session = sessionOf(world.disk.records.get(`session/${id}`) ?? null);
  seen.push([
    move,
    world.clock.now(),
    world.run.sessions.view(id).kind,
    world.provider.families.map(({ refreshTokens }) => refreshTokens.length),
    session?.accessTokens,
    session?.renewedAt,
  ]);
}
process.stdout.write(
  JSON.stringify({
    seen,
    shown: [change - 3 * minute, change + 3 * minute].map((at) => new Date(at).toString()),
  }),
);
process.exit(0);
