import { Checkbox, SegmentedControl } from '@mantine/core';

import type { IncomingConnection } from '../../shared/connections-file.ts';
import { visibleLine } from '../words/visible-text.ts';
import type { Decision } from './import-choices.ts';
import styles from './import-question.module.css';
import { IncomingFacts } from './incoming-facts.tsx';

const decisions = [
  { value: 'skip', label: 'Skip' },
  { value: 'replace', label: 'Replace' },
  { value: 'new', label: 'Keep both' },
] as const;

/** One connection of the file, and what becomes of it. */
export function IncomingRow({
  incoming,
  decision,
  onDecide,
}: {
  readonly incoming: IncomingConnection;
  readonly decision: Decision;
  readonly onDecide: (decision: Decision) => void;
}) {
  const { known, development } = incoming;
  const name = visibleLine(incoming.name);
  return (
    <li className={styles['incoming']}>
      <div className={styles['head']}>
        {known === null ? (
          <Checkbox
            size="xs"
            className={styles['box'] ?? ''}
            label={<bdi>{name}</bdi>}
            checked={decision === 'new'}
            onChange={(event) => {
              onDecide(event.currentTarget.checked ? 'new' : 'skip');
            }}
          />
        ) : (
          <strong>
            <bdi>{name}</bdi>
          </strong>
        )}
        {development ? <span className={styles['badge']}>development</span> : null}
      </div>
      {known === null ? null : (
        <div className={styles['known']}>
          <p>
            You have it already
            {known.name === incoming.name ? null : (
              <>
                , as “<bdi>{visibleLine(known.name)}</bdi>”
              </>
            )}
            . {sameness(known)}
          </p>
          <SegmentedControl
            size="xs"
            transitionDuration={0}
            aria-label={`What becomes of ${name}`}
            data={decisions.filter(({ value }) => value !== 'replace' || known.replaceable)}
            value={decision}
            onChange={onDecide}
          />
        </div>
      )}
      <IncomingFacts incoming={incoming} />
    </li>
  );
}

function sameness({ replaceable, differences }: NonNullable<IncomingConnection['known']>): string {
  if (!replaceable) return 'Its addresses differ from yours, so it can only be added beside it.';
  return differences.length === 0 ? 'Nothing differs.' : 'Replaced, it keeps your sign-in.';
}
