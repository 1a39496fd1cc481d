import type { AppState } from '../../shared/app-state.ts';
import type { CheckLine, CheckReport, Verdict } from '../../shared/doctor.ts';
import { assertNever } from '../../shared/result.ts';
import { visibleLine } from './visible-text.ts';

export const verdictWords: Readonly<Record<Verdict, string>> = { good: 'Good', note: 'Note', wrong: 'Wrong' };

/** How many of each there are, in a sentence: “11 good, 2 to note, 1 wrong.” What is not told counts nowhere. */
export function countWords(lines: readonly CheckLine[]): string {
  const count = (verdict: Verdict): number =>
    lines.filter(({ finding }) => finding?.verdict === verdict).length;
  const counts = [
    [count('good'), 'good'],
    [count('note'), 'to note'],
    [count('wrong'), 'wrong'],
  ] as const;
  const some = counts.filter(([number]) => number > 0).map(([number, words]) => `${String(number)} ${words}`);
  return some.length === 0 ? 'nothing was told' : some.join(', ');
}

/** What is said when checks have ended, and nothing before: progress is not announced. */
export function endWords({ state, lines }: CheckReport): string {
  switch (state) {
    case 'running':
      return '';
    case 'cancelled':
      return `Stopped. Until then: ${countWords(lines)}.`;
    case 'done':
      return lines.some(({ finding }) => finding?.verdict === 'wrong')
        ? `Checked. ${countWords(lines)}.`
        : `Checked. Nothing is wrong: ${countWords(lines)}.`;
    default:
      return assertNever(state);
  }
}

/**
 * Plain text to paste into a ticket: what is on screen and the versions, nothing else.
 * @param what “this computer”, or the provider’s host.
 * @param changed said of findings that are older than the settings; null: they are not.
 */
export function checkReport(
  report: CheckReport,
  what: string,
  app: AppState | null,
  changed: string | null = null,
): string {
  const versions =
    app === null
      ? []
      : [
          `Latchkey ${app.version} on ${app.platform}, Electron ${app.runtime.electron}, Chromium ${app.runtime.chromium}`,
        ];
  const head = [
    `Check of ${what}`,
    `${new Date(report.startedAt).toISOString()}, ${String(report.milliseconds)} ms, ${report.state === 'done' ? 'finished' : 'stopped'}`,
    ...versions,
    countWords(report.lines),
    ...(changed === null ? [] : [changed]),
  ];
  return [...head, ...report.lines.flatMap((line) => ['', ...textOf(line)])].join('\n');
}

function textOf({ title, finding }: CheckLine): readonly string[] {
  if (finding === null) return [`[Not told] ${title}`];
  const { verdict, what, next, facts } = finding;
  return [
    `[${verdictWords[verdict]}] ${title}`,
    `  ${visibleLine(what)}`,
    ...(next === '' ? [] : [`  ${visibleLine(next)}`]),
    ...facts.map(({ name, value }) => `  ${visibleLine(name)}: ${visibleLine(value)}`),
  ];
}
