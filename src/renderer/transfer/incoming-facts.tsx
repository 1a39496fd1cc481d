import type { ReactNode } from 'react';

import type { IncomingConnection } from '../../shared/connections-file.ts';
import factStyles from '../components/facts.module.css';
import { visibleLine } from '../words/visible-text.ts';
import styles from './import-question.module.css';

/** What the file says of one connection, and what that means: every host that a sign-in reaches (R87), and where tokens could go. */
export function IncomingFacts({ incoming }: { readonly incoming: IncomingConnection }) {
  const { issuer, clientId, hosts, apiOrigins, scopes, notes, known } = incoming;
  const [first, ...others] = hosts;
  return (
    <>
      <dl className={`${factStyles['list'] ?? ''} ${styles['facts'] ?? ''}`}>
        <Fact name="Issuer">
          <bdi>{visibleLine(issuer)}</bdi>
        </Fact>
        <Fact name="Client ID">
          {clientId === '' ? 'none yet: a draft' : <bdi>{visibleLine(clientId)}</bdi>}
        </Fact>
        <Fact name="Hosts">
          {others.length === 0 && first?.uses.length === 1 ? (
            <>
              <bdi>{visibleLine(first.host)}</bdi>, and those that it names itself
            </>
          ) : (
            hosts.map(({ host, uses }) => (
              <span key={host} className={styles['host']}>
                <bdi>{visibleLine(host)}</bdi>: {uses.join(', ')}
              </span>
            ))
          )}
        </Fact>
        {apiOrigins.length === 0 ? null : (
          <Fact name="API origins">
            {apiOrigins.map((origin) => (
              <bdi key={origin} className={styles['host']}>
                {visibleLine(origin)}
              </bdi>
            ))}
          </Fact>
        )}
        {scopes.length === 0 ? null : (
          <Fact name="Scopes">
            <bdi>{visibleLine(scopes.join(' '))}</bdi>
          </Fact>
        )}
        {known === null || known.differences.length === 0 || !known.replaceable ? null : (
          <Fact name="Replacing changes">
            {known.differences.map(({ setting, before, after }) => (
              <span key={setting} className={styles['host']}>
                {setting}: <bdi>{visibleLine(before) || 'none'}</bdi> becomes{' '}
                <bdi>{visibleLine(after) || 'none'}</bdi>
                {setting === 'API origins' ? ', where you let it below' : ''}
              </span>
            ))}
          </Fact>
        )}
      </dl>
      {notes.map((note) => (
        <p key={note} className={styles['note']}>
          {visibleLine(note)}
        </p>
      ))}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
