import { byteSize } from '../../../shared/byte-size.ts';
import type { ResponseView } from '../../../shared/request.ts';
import { duration } from '../../words/time.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { stageWords } from './stage-words.ts';
import styles from './timing.module.css';
import { wireSize } from './wire-size.ts';

/** Where the time of a request went, and what its answer weighed. */
export function Timing({ response }: { readonly response: ResponseView }) {
  const { stages = [], milliseconds, bytes } = response;
  const wire = wireSize(response);
  return (
    <dl className={styles['times']}>
      {stages.map(({ stage, milliseconds: taken }) => (
        <div key={stage}>
          <dt>
            {stageWords[stage].name}
            <small>{stageWords[stage].what}</small>
          </dt>
          <dd>
            <span className={styles['figure']}>{duration(taken)}</span>
            <span className={styles['bar']} aria-hidden="true">
              <span style={{ width: `${String(share(taken, milliseconds))}%` }} />
            </span>
          </dd>
        </div>
      ))}
      <div>
        <dt>Altogether</dt>
        <dd>{duration(milliseconds)}</dd>
      </div>
      <div>
        <dt>Body as it came</dt>
        <dd>
          {wire.bytes === null ? 'The answer does not say' : byteSize(wire.bytes)}
          {wire.coding === null ? null : `, packed as ${visibleLine(wire.coding)}`}
        </dd>
      </div>
      <div>
        <dt>Body as it is shown</dt>
        <dd title={`${String(bytes)} bytes`}>{byteSize(bytes)}</dd>
      </div>
    </dl>
  );
}

/** Percent, and always something to see. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(100, Math.max(0.5, (part / whole) * 100));
}
