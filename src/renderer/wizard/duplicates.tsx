import type { ConnectionCheck } from '../../shared/ipc.ts';
import { linkTo } from '../navigation/use-route.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './duplicates.module.css';

/** That the same client of the same provider is there already, under which names. It may be wanted: for another account. */
export function Duplicates({ duplicates }: { readonly duplicates: ConnectionCheck['duplicates'] }) {
  return (
    <div aria-live="polite">
      {duplicates.length === 0 ? null : (
        <p className={styles['duplicates']}>
          You have this client at this provider already:{' '}
          {duplicates.map(({ id, name }, index) => (
            <span key={id}>
              {index === 0 ? '' : ', '}
              <a {...linkTo({ kind: 'connection', id, tab: 'requests' })}>
                <bdi>{visibleLine(name)}</bdi>
              </a>
            </span>
          ))}
          . Another one makes sense for another account.
        </p>
      )}
    </div>
  );
}
