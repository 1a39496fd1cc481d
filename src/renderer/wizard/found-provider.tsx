import type { IssuerCheck } from '../../shared/ipc.ts';
import { TickIcon } from '../components/icons.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './found-provider.module.css';

/** Who answered, and the name that it gives itself: what the person accepts (R44). */
export function FoundProvider({ found }: { readonly found: IssuerCheck }) {
  const facts = [
    found.refreshTokens === 'supported' ? 'keeps you signed in' : null,
    found.revokes ? 'can be told when you sign out' : null,
    found.development ? 'for development on this computer, without TLS' : null,
  ].filter((fact) => fact !== null);
  return (
    <div className={styles['found']}>
      <span className={styles['tick']}>
        <TickIcon size={18} />
      </span>
      <div>
        <p className={styles['name']}>{visibleLine(found.provider.name)}</p>
        <p>
          This provider calls itself <code>{visibleLine(found.issuer)}</code>; we will use that.
        </p>
        {facts.length === 0 ? null : <p className={styles['facts']}>It {facts.join(', ')}.</p>}
      </div>
    </div>
  );
}
