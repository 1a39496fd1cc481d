import { visibleLine } from '../words/visible-text.ts';
import styles from './scope-list.module.css';
import { scopeMeanings } from './scope-meanings.ts';

/** What will be asked for, in plain words. */
export function ScopeList({
  scopes,
  supported,
}: {
  readonly scopes: string;
  readonly supported: readonly string[] | null;
}) {
  const meanings = scopeMeanings(scopes, supported);
  if (meanings.length === 0) return null;
  return (
    <dl className={styles['list']}>
      {meanings.map(({ scope, words }) => (
        <div key={scope}>
          <dt>{visibleLine(scope)}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  );
}
