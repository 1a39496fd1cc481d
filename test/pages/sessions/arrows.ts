import { names, table } from './markdown.ts';
import { fromAnywhere } from './tables.ts';
import type { Region } from './tables.ts';

/** Every row of a region's table: from which state, on which events, to which states. */
export function arrowTable(region: Region): string {
  const rows = region.states.flatMap((state) => {
    const fans = new Map<string, { events: string[]; to: readonly string[] }>();
    for (const { event, to } of region.arrows.filter(({ from }) => from === state)) {
      const fan = fans.get(to.join(' ')) ?? { events: [], to };
      fan.events.push(event);
      fans.set(to.join(' '), fan);
    }
    return Array.from(fans.values(), ({ events, to }, at) => [
      at === 0 ? `**${state}**` : '',
      names(events),
      to.length === 1 && to[0] === state
        ? '_stays_'
        : to.map((one) => (one === state ? '_stays_' : one)).join(', '),
    ]);
  });
  return table(['in', 'on', 'leads to'], rows);
}

/** The sentence about rows that only a bug or a closed race would take. */
export function defenceWords(region: Region): string {
  const all = region.arrows.flatMap(({ from, event, defends = {} }) =>
    Object.entries(defends).map(
      ([to, why = '']) => `\`${event}\` in **${from}** to ${to} (${why.replace(/\.$/, '')})`,
    ),
  );
  return all.length === 0
    ? ''
    : `No run leads there today, and the row stands as a defence: ${all.join('; ')}.`;
}

/** The sentence about what is drawn once. */
export function anywhereWords(region: Region): string {
  const all = fromAnywhere(region);
  if (all.length === 0) return '';
  const each = all.map(({ event, to }) => `\`${event}\` leads to **${to.join(', ')}**`);
  return `From nearly every state ${each.join(', and ')}; the picture draws that once.`;
}
