import { fromAnywhere } from './tables.ts';
import type { Arrow, Region } from './tables.ts';

/** States that are drawn as the parts of one: by the beginning of their names, or because they behave alike. */
interface Group {
  readonly title: string;
  readonly members: readonly string[];
  /** Drawn from the group as a whole, because each member has the same arrows. */
  readonly alike: boolean;
}

/** States whose names begin so are the parts of one activity. */
const activity = 'renewal-';

/** What states that behave alike have in common, by the first of them. */
const common: Readonly<Record<string, string>> = {
  unknown: 'nothing read yet',
  offline: 'waiting to try again',
};

/** A region as a Mermaid state diagram. Self-loops are left to the table below it. */
export function picture(region: Region): string {
  const everywhere = fromAnywhere(region);
  const told = new Map(everywhere.map(({ event, to }) => [event, to[0]]));
  const left = region.arrows.map((arrow) => ({
    ...arrow,
    to: arrow.to.filter((target) => target !== told.get(arrow.event)),
  }));
  const own = { ...region, arrows: left.filter(({ to }) => to.length > 0) };
  const groups = groupsOf(own);
  const alone = region.states.filter((state) => !groups.some(({ members }) => members.includes(state)));
  return [
    '```mermaid',
    'stateDiagram-v2',
    ...alone.map((state) => `    ${named(state)}`),
    ...(everywhere.length === 0 ? [] : ['    state "from wherever it is" as anywhere']),
    ...groups.flatMap((group) => composite(group)),
    `    [*] --> ${id(region.states[0] ?? '')}`,
    ...lines([...merged(own, groups), ...everywhere]),
    '```',
  ].join('\n');
}

/** The arrows to draw: from a group as a whole where its members behave alike, and none from a state to itself. */
function merged({ arrows }: Region, groups: readonly Group[]): readonly Arrow[] {
  return arrows.flatMap(({ from, event, to }) => {
    const group = groups.find(({ alike, members }) => alike && members.includes(from));
    const inside = group?.members ?? [from];
    const left = to.filter((target) => !inside.includes(target));
    if (left.length === 0 || (group !== undefined && group.members[0] !== from)) return [];
    return [{ from: group?.title ?? from, event, to: left }];
  });
}

function groupsOf({ states, arrows }: Region): readonly Group[] {
  const parts = states.filter((state) => state.startsWith(activity));
  const groups: Group[] =
    parts.length === 0 ? [] : [{ title: activity.slice(0, -1), members: parts, alike: false }];
  for (const state of states.filter((one) => !parts.includes(one))) {
    if (groups.some(({ members }) => members.includes(state))) continue;
    const alike = states.filter((other) => other === state || behavesLike(state, other, arrows));
    if (alike.length > 1) groups.push({ title: alike.join(', '), members: alike, alike: true });
  }
  return groups;
}

/** Whether every event leads from both to the same states, but for themselves. */
function behavesLike(one: string, other: string, arrows: readonly Arrow[]): boolean {
  const outwards = (state: string): string =>
    arrows
      .filter(({ from }) => from === state)
      .map(({ event, to }) => `${event}:${to.filter((target) => target !== one && target !== other).join()}`)
      .toSorted()
      .join(' ');
  const first = outwards(one);
  return first !== '' && first === outwards(other);
}

function composite({ title, members, alike }: Group): readonly string[] {
  return [
    `    state "${alike ? (common[members[0] ?? ''] ?? 'alike') : title}" as ${id(title)} {`,
    ...members.map((state) => `        ${named(state, alike ? state : state.slice(activity.length))}`),
    '    }',
  ];
}

/** One arrow between two states, with all events that take it. */
function lines(arrows: readonly Arrow[]): readonly string[] {
  const found = new Map<string, string[]>();
  for (const { from, event, to } of arrows) {
    for (const target of to) {
      const way = `${id(from)} --> ${id(target)}`;
      found.set(way, [...(found.get(way) ?? []), event]);
    }
  }
  return Array.from(found, ([way, events]) => `    ${way}: ${events.join('<br/>')}`);
}

function named(state: string, title: string = state): string {
  return `state "${title}" as ${id(state)}`;
}

/** Mermaid takes letters and underscores in a name. */
function id(state: string): string {
  return state.replaceAll(/[^a-z]+/gu, '_');
}
