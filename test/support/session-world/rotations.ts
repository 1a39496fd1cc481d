import { assertNever } from '../../../src/shared/result.ts';
import { make } from './moves.ts';
import { sessionOf } from './promises.ts';
import { World, id, usualSetting } from './world.ts';

const second = 1000;
const minute = 60 * second;

/** How often something goes wrong with a request to the token endpoint, and with one that tries to make up for it. */
const faultRate = 0.01;
const faultAgainRate = 0.1;

/** The default of providers that have one. */
const grace = 30 * second;

export interface RotationFigures {
  readonly rotations: number;
  readonly faults: number;
  /** The app died with the only copy of a new token, and came back after the grace period (F1): nobody can help that. */
  readonly died: number;
  /** A new token was lost on the way, and the provider could not be asked again within the grace period. */
  readonly away: number;
  /** Every other time that somebody had to sign in again, with what had happened. */
  readonly avoidable: readonly string[];
}

/** What may go wrong, as the world makes it. `crash …`: the app dies at that point and comes back soon, or late. */
const faults = [
  'lose-before',
  'lose-after',
  'silence-after',
  'bad-gateway',
  'bad-gateway-after',
  'unavailable',
  'too-many',
  'hotel-page',
  'crash before the journal',
  'crash before it is sent',
  'crash before it is heard',
  'crash before it is saved',
  'crash after it is saved',
  'offline for a minute',
  'asleep meanwhile',
] as const;
type Fault = (typeof faults)[number];

/** Rotates refresh tokens so many times against a provider that detects reuse, while one in a hundred goes wrong. */
export async function rotate(
  wanted: number,
  random: () => number,
  say: (line: string) => void = () => undefined,
): Promise<RotationFigures> {
  const world = new World({ ...usualSetting, grace, chances: Array.from({ length: 97 }, random) });
  const avoidable: string[] = [];
  let met = 0;
  let died = 0;
  let away = 0;
  let told = 0;
  const rotations = (): number =>
    world.provider.families.reduce((sum, family) => sum + family.spentAt.size, 0);

  async function goWrong(fault: Fault): Promise<boolean> {
    met += 1;
    const late = random() < 0.5;
    return play(world, fault, late ? 10 * minute : (1 + Math.floor(random() * 15)) * second);
  }

  /** One token, whatever it takes; false when somebody has to sign in. */
  async function renewOnce(): Promise<{ signedIn: boolean; story: readonly Fault[]; excused: boolean }> {
    const story: Fault[] = [];
    let excused = false;
    world.lastToken = null;
    for (let turn = 0; turn < 1000; turn += 1) {
      world.want(null);
      // oxlint-disable-next-line eslint/no-await-in-loop -- one try after the other
      await world.settle();
      if (random() < (turn === 0 ? faultRate : faultAgainRate) && world.run.boundaries.size > 0) {
        const fault = faults[Math.floor(random() * faults.length)] ?? 'lose-after';
        story.push(fault);
        // oxlint-disable-next-line eslint/no-await-in-loop -- as above
        if (await goWrong(fault)) excused = true;
      }
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await world.flow();
      if (world.lastToken !== null) return { signedIn: true, story, excused };
      if (world.run.sessions.view(id).kind === 'needs-sign-in') return { signedIn: false, story, excused };
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await world.pass(second);
    }
    return { signedIn: false, story, excused: false };
  }

  await signIn(world);
  while (rotations() < wanted) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one rotation after the other
    await world.pass(5 * minute + second);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    const { signedIn, story, excused } = await renewOnce();
    if (!signedIn) {
      if (excused) died += 1;
      else if (isLostThenAway(story)) away += 1;
      else avoidable.push(`after ${story.join(', ')}: ${world.run.sessions.view(id).kind}`);
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      await signIn(world);
    }
    if (rotations() >= told + 1000) {
      told += 1000;
      say(`${String(rotations())} rotations, ${String(met)} went wrong`);
    }
  }
  return { rotations: rotations(), faults: met, died, away, avoidable };
}

/** Whether an answer was lost after the provider had acted, and the next question could not be answered in time. */
function isLostThenAway(story: readonly Fault[]): boolean {
  const lost = story.findIndex((fault) =>
    ['lose-after', 'silence-after', 'bad-gateway-after'].includes(fault),
  );
  return lost >= 0 && lost < story.length - 1;
}

/** Makes one fault happen to the renewal that is under way. True when it may cost a sign-in that nobody can save (F1). */
async function play(world: World, fault: Fault, downtime: number): Promise<boolean> {
  switch (fault) {
    case 'crash before the journal':
      return comeBack(world, downtime);
    case 'crash before it is sent':
      await world.step('oldest');
      return comeBack(world, downtime);
    case 'crash before it is heard':
      await world.answer('silence-after');
      return comeBack(world, downtime);
    case 'crash before it is saved':
      await world.answer('usual');
      return comeBack(world, downtime);
    case 'crash after it is saved':
      await world.answer('usual');
      await world.step('oldest');
      return comeBack(world, downtime);
    case 'offline for a minute':
      await make(world, 'offline');
      await world.flow();
      await world.pass(minute);
      await make(world, 'online');
      return false;
    case 'asleep meanwhile':
      await make(world, 'going to sleep');
      await world.flow();
      await make(world, 'waking');
      return false;
    case 'silence-after':
      await world.answer(fault);
      await passInSeconds(world, 25);
      return false;
    case 'lose-before':
    case 'lose-after':
    case 'bad-gateway':
    case 'bad-gateway-after':
    case 'unavailable':
    case 'too-many':
    case 'hotel-page':
      await world.answer(fault);
      return false;
    default:
      return assertNever(fault);
  }
}

/** The app is started again after so long. Whether the provider had given a token that nobody keeps is looked up in its book. */
function comeBack(world: World, downtime: number): boolean {
  const kept = sessionOf(world.disk.records.get(`session/${id}`) ?? null)?.refreshToken ?? '';
  const newest = world.provider.familyOf(kept)?.refreshTokens.at(-1);
  world.sleep(downtime);
  world.restart();
  return newest !== kept && downtime >= grace;
}

async function passInSeconds(world: World, seconds: number): Promise<void> {
  for (let passed = 0; passed < seconds; passed += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one second after the other
    await world.pass(second);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await world.flow();
  }
}

async function signIn(world: World): Promise<void> {
  for (const move of ['sign in', 'flow', 'callback', 'flow'] as const) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
    await make(world, move);
  }
}
