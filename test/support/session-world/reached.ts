import { tables } from '../../../src/core/oauth/session/machine.ts';
import { tap } from './tapped-tables.ts';

/** One target of one row: `region from --event--> to`. */
type Target = string;

/** Every target that the tables declare; those that are marked as a defence apart, with why they stand. */
export function declaredTargets(): {
  readonly led: ReadonlySet<Target>;
  readonly defended: ReadonlyMap<Target, string>;
} {
  const led = new Set<Target>();
  const defended = new Map<Target, string>();
  for (const [region, table] of Object.entries(tables)) {
    for (const [from, rows] of Object.entries<object>(table)) {
      for (const [event, row] of Object.entries<Declared>({ ...rows })) {
        for (const to of row.to) {
          const why = row.defends?.[to];
          const target = targetOf(region, from, event, to === 'itself' ? from : to);
          if (why === undefined) led.add(target);
          else defended.set(target, why);
        }
      }
    }
  }
  return { led, defended };
}

interface Declared {
  readonly to: readonly string[];
  readonly defends?: Readonly<Record<string, string | undefined>>;
}

/** The targets that the sessions are led to while `work` runs. */
export async function targetsReached(work: () => Promise<void>): Promise<ReadonlySet<Target>> {
  const reached = new Set<Target>();
  const undo = tap((take, region) => (state, event, context) => {
    const step = take(state, event, context);
    if (step !== null) reached.add(targetOf(region, state.kind, event.kind, step.state.kind));
    return step;
  });
  try {
    await work();
  } finally {
    undo();
  }
  return reached;
}

/** How a target is written. */
export function targetOf(region: string, from: string, event: string, to: string): Target {
  return `${region} ${from} --${event}--> ${to}`;
}
