import { attack } from '../../../torture/ipc/attack.ts';
import type { Attack, AttackOutcome } from '../../../torture/ipc/attack.ts';
import { samples } from '../../../torture/ipc/samples.ts';
import { Tally } from '../../../torture/support/tally.ts';
import type { TortureResult } from '../../../torture/torture.ts';
import { CagedApp, mainIsOpen } from './caged-app.ts';
import { callAndVanish, floodFromFrame, inSecondWindow, memoryOf, outcomeOf } from './door-probes.ts';

/** How often each stranger calls. */
export interface DoorCounts {
  readonly ourPage: number;
  readonly starting: number;
  readonly otherOrigin: number;
  readonly frame: number;
  readonly otherWindow: number;
  readonly vanishing: number;
  readonly quitting: number;
}

/**
 * Knocks at the real app's door with what it must not let in: hostile values of its own page while it starts, runs and
 * quits; anything from a page of another origin in its window, from a frame, another window, and one that is destroyed.
 * After each it has to answer a lawful call. Where the main process cannot be looked into, what needs that is left out.
 */
export async function attackTheDoor(counts: DoorCounts, seed: number, huge: boolean): Promise<TortureResult> {
  const tally = new Tally();
  const enter = (where: string, outcome: AttackOutcome): void => {
    const wrong = outcome.tried - outcome.refused - outcome.unsendable;
    for (let call = 0; call < outcome.tried; call += 1) {
      if (call < wrong) tally.tried(`${where}: ${outcome.wrong[call] ?? 'one more'}`);
      else tally.tried();
    }
    tally.count(where, outcome.tried);
    tally.count('unsendable', outcome.unsendable);
  };
  const of = (calls: number, expected: string, part: number): Attack => ({
    seed: (seed + part) >>> 0,
    calls,
    samples,
    expected,
    huge,
  });

  const caged = await CagedApp.start({
    onceThereIsAPage: async (app) =>
      enter('while starting', await attackIn(app, of(counts.starting, 'input-invalid', 1))),
  });
  try {
    const lawful = async (after: string): Promise<void> => {
      const answered = await caged.evaluate('latchkey.getAppState().then(({ ok }) => ok)');
      tally.tried(...(answered === true ? [] : [`After calls ${after} a lawful call was not answered.`]));
    };
    await lawful('while starting');
    const before = await memoryOf(caged);
    enter('from its own page', await attackIn(caged, of(counts.ourPage, 'input-invalid', 2)));
    await lawful('from its own page');

    await caged.lead('data:text/html,<title>Another page</title>');
    enter('from another origin', await attackIn(caged, of(counts.otherOrigin, 'not-permitted', 3)));
    await caged.reload();
    await lawful('from another origin');

    if (mainIsOpen) {
      enter('from a frame', await floodFromFrame(caged, counts.frame));
      enter(
        'from another window',
        await inSecondWindow(caged, attack, of(counts.otherWindow, 'not-permitted', 4)),
      );
      await callAndVanish(caged, attack, of(counts.vanishing, 'not-permitted', 5));
      enter('from a window that is destroyed', unheard(counts.vanishing));
      await lawful('from strangers');
      tally.count('MB of main before', before);
      tally.count('MB of main after', await memoryOf(caged));
    }
    await caged.evaluate(
      `void (${attack.toString()})(${JSON.stringify(of(counts.quitting, 'input-invalid', 6))})`,
    );
    await caged.app.quit();
    enter('while quitting', unheard(counts.quitting));
    return tally.result();
  } finally {
    await caged.stop();
  }
}

async function attackIn(caged: CagedApp, given: Attack): Promise<AttackOutcome> {
  return outcomeOf(await caged.ask(attack, given));
}

/** Nobody hears these answers any more; what counts is that the app goes on, or ends, as it should. */
function unheard(tried: number): AttackOutcome {
  return { tried, refused: tried, unsendable: 0, wrong: [] };
}
