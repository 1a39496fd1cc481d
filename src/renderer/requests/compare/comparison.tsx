import { Button } from '@mantine/core';
import { useRef, useState } from 'react';

import { FailureView } from '../../components/failure-view.tsx';
import oneLine from '../../components/one-line.module.css';
import { visibleLine } from '../../words/visible-text.ts';
import { useRowWindow } from '../json/use-row-window.ts';
import { ownPart, shownParts, type ComparedRow } from './compare-lines.ts';
import type { ComparedTexts } from './compare-texts.ts';
import type { ComparedAnswer } from './compared-answer.ts';
import { comparisonWords } from './comparison-words.ts';
import styles from './comparison.module.css';
import { useComparison } from './use-comparison.ts';

/** Pixels of a line; comparison.module.css has the same. */
const lineHeight = 20;
/** Characters of a line that are drawn; where one differs stands below. */
const drawnLength = 400;
/** Characters of each part of a line that stand below. */
const shownLength = 4000;

interface Compared {
  readonly left: ComparedAnswer;
  readonly right: ComparedAnswer;
}

/** The bodies of two answers side by side, line by line. */
export function Comparison({ left, right, onClose }: Compared & { readonly onClose: () => void }) {
  const comparison = useComparison(left.response, right.response);
  return (
    <>
      {comparison.kind === 'failed' ? <FailureView failure={comparison.failure} /> : null}
      {comparison.kind === 'comparing' ? <p className={styles['words']}>Comparing…</p> : null}
      {comparison.kind === 'compared' ? (
        <Lines left={left} right={right} texts={comparison.texts} onClose={onClose} />
      ) : (
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Close comparison
        </Button>
      )}
    </>
  );
}

function Lines({
  left,
  right,
  texts,
  onClose,
}: Compared & { readonly texts: ComparedTexts; readonly onClose: () => void }) {
  const { rows, different } = texts;
  const area = useRef<HTMLElement>(null);
  const seen = useRowWindow(area, rows.length, lineHeight);
  /** Which of the differences is looked at. */
  const [chosen, setChosen] = useState<number | null>(null);
  const go = (steps: 1 | -1): void => {
    const next = chosen === null ? 0 : (chosen + steps + different.length) % different.length;
    setChosen(next);
    seen.show(different[next] ?? 0);
  };
  const chosenRow = chosen === null ? undefined : rows[different[chosen] ?? -1];
  const drawn = rows.slice(seen.first, seen.first + seen.seen);

  return (
    <>
      <div className={styles['bar']}>
        <output className={styles['words']}>{comparisonWords(texts, chosen)}</output>
        {different.length === 0 ? null : (
          <Button.Group>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                go(-1);
              }}
            >
              Previous difference
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => {
                go(1);
              }}
            >
              Next difference
            </Button>
          </Button.Group>
        )}
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Close comparison
        </Button>
      </div>
      <div className={styles['names']}>
        <p>{visibleLine(left.name)}</p>
        <p>{visibleLine(right.name)}</p>
      </div>
      <section
        ref={area}
        className={styles['area']}
        aria-label="Comparison"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
        tabIndex={0}
        onScroll={seen.onScroll}
      >
        <div style={{ height: seen.height }}>
          <div style={{ transform: `translateY(${String(seen.offsetOf(seen.first))}px)` }}>
            {drawn.map((row, index) => (
              <div
                // oxlint-disable-next-line react/no-array-index-key -- rows never move
                key={seen.first + index}
                className={styles['row']}
                data-kind={row.kind}
                data-chosen={row === chosenRow}
              >
                <Line texts={texts.left} line={row.left} mark={marks[row.kind][0]} />
                <Line texts={texts.right} line={row.right} mark={marks[row.kind][1]} />
              </div>
            ))}
          </div>
        </div>
      </section>
      {chosenRow === undefined ? null : <Whole texts={texts} row={chosenRow} />}
    </>
  );
}

/** What stands in front of a line, so that colour is not all that tells. */
const marks: Readonly<Record<ComparedRow['kind'], readonly [left: string, right: string]>> = {
  same: ['', ''],
  changed: ['≠', '≠'],
  'left-only': ['−', ''],
  'right-only': ['', '+'],
};

function Line({
  texts,
  line,
  mark,
}: {
  readonly texts: readonly string[];
  readonly line: number | null;
  readonly mark: string;
}) {
  return (
    <pre className={styles['line']} data-empty={line === null}>
      <span className={styles['number']}>{line === null ? '' : line + 1}</span>
      <span className={styles['mark']}>{mark}</span>
      <span className={`${oneLine['line'] ?? ''} ${styles['text'] ?? ''}`}>
        {line === null ? '' : visibleLine((texts[line] ?? '').slice(0, drawnLength))}
      </span>
    </pre>
  );
}

/** Both lines of a difference, with what is not the same marked. */
function Whole({ texts, row }: { readonly texts: ComparedTexts; readonly row: ComparedRow }) {
  const left = row.left === null ? null : (texts.left[row.left] ?? '');
  const right = row.right === null ? null : (texts.right[row.right] ?? '');
  return (
    <section
      className={styles['whole']}
      aria-label="This difference"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
      tabIndex={0}
    >
      {left === null ? null : <WholeLine mark="−" line={left} other={right ?? ''} />}
      {right === null ? null : <WholeLine mark="+" line={right} other={left ?? ''} />}
    </section>
  );
}

function WholeLine({
  mark,
  line,
  other,
}: {
  readonly mark: string;
  readonly line: string;
  readonly other: string;
}) {
  const [before, own, after] = shownParts(ownPart(line, other), shownLength).map(visibleLine);
  return (
    <pre>
      {mark} {before}
      <mark>{own}</mark>
      {after}
    </pre>
  );
}
