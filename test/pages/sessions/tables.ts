import { tables } from '../../../src/core/oauth/session/machine.ts';

/** One arrow, or one fan of arrows, as a table declares it. */
export interface Arrow {
  readonly from: string;
  readonly event: string;
  readonly to: readonly string[];
  /** Targets that no run leads to, with why the row stands all the same. */
  readonly defends?: Readonly<Record<string, string | undefined>>;
}

/** A region of the machine, read from the table that the code runs on. */
export interface Region {
  readonly name: keyof typeof tables;
  /** In the order of the table; the first one is where a run begins. */
  readonly states: readonly string[];
  readonly arrows: readonly Arrow[];
}

/** The three regions as data. */
export const regions: readonly Region[] = [region('session'), region('attempt'), region('delivery')];

function region(name: Region['name']): Region {
  const table: Readonly<Record<string, Readonly<Record<string, Pick<Arrow, 'to' | 'defends'>>>>> =
    tables[name];
  return {
    name,
    states: Object.keys(table),
    arrows: Object.entries(table).flatMap(([from, rows]) =>
      Object.entries(rows).map(([event, { to, defends = {} }]) => ({
        from,
        event,
        defends,
        to: to.map((target) => (target === 'itself' ? from : target)),
      })),
    ),
  };
}

/** Events that lead from most states of a region to the same one: told in a sentence and drawn once, because an arrow from everywhere hides the others. */
export function fromAnywhere({ states, arrows }: Region): readonly Arrow[] {
  const events = [...new Set(arrows.map(({ event }) => event))];
  return events.flatMap((event) => {
    const own = arrows.filter((arrow) => arrow.event === event);
    const targets = new Set(own.flatMap(({ from, to }) => to.filter((one) => one !== from)));
    const target = [...targets].find(
      (one) => own.filter(({ to }) => to.includes(one)).length > states.length / 2,
    );
    return target === undefined ? [] : [{ from: 'anywhere', event, to: [target] }];
  });
}
