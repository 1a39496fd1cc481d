import { useQuery } from '@tanstack/react-query';

import type { ConnectionView } from '../../shared/connection.ts';
import type { SessionDetails } from '../../shared/session.ts';
import { sessionDetailsQuery } from '../api/queries.ts';
import { Fact, Facts } from '../components/facts.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { RelativeTime } from '../components/relative-time.tsx';
import { isSignedIn } from '../words/session-words.ts';
import { visibleLine } from '../words/visible-text.ts';
import { PermissionList } from './permission-list.tsx';
import styles from './session-tab.module.css';

const storageWords: Readonly<Record<SessionDetails['storage'], string>> = {
  sealed: 'Sealed on this computer',
  memory: 'In memory, until you quit',
  none: 'Nothing is kept',
};

export function SessionTab({ connection }: { readonly connection: ConnectionView }) {
  const { session } = connection;
  // UserInfo may name the account a moment after the sign-in.
  const account = 'account' in session ? session.account : null;
  const { data } = useQuery(sessionDetailsQuery(connection.id, `${session.kind} ${account?.label ?? ''}`));
  if (data === undefined) return <div className={styles['wait']} aria-busy="true" />;
  if (!data.ok) return <FailureView failure={data.failure} />;
  return <Details connection={connection} details={data.value} />;
}

function Time({ at }: { readonly at: number | null }) {
  return at === null ? <>Never</> : <RelativeTime at={at} />;
}

function Details({
  connection,
  details,
}: {
  readonly connection: ConnectionView;
  readonly details: SessionDetails;
}) {
  return (
    <div className={styles['details']}>
      <Facts title="Sign-in">
        <Fact name="Account">{details.account === null ? 'None' : visibleLine(details.account.label)}</Fact>
        {details.account === null ? null : (
          <Fact name="Subject" mono>
            {visibleLine(details.account.subject)}
          </Fact>
        )}
        <Fact name="Signed in">
          <Time at={details.signedInAt} />
        </Fact>
        <Fact name="Renewed">
          <Time at={details.renewedAt} />
        </Fact>
        <Fact name="Refresh token">{details.renewable ? 'Held' : 'None'}</Fact>
        {details.undelivered === 0 ? null : (
          <Fact name="Earlier sign-outs">
            {details.undelivered === 1 ? 'One' : String(details.undelivered)} that the provider has yet to be
            told of
          </Fact>
        )}
        <Fact name="Kept">{storageWords[details.storage]}</Fact>
      </Facts>
      <Facts title="Client">
        <Fact name="Issuer" mono>
          {visibleLine(details.issuer)}
        </Fact>
        <Fact name="Client ID" mono>
          {details.clientId === '' ? 'None yet' : visibleLine(details.clientId)}
        </Fact>
      </Facts>
      <PermissionList id={connection.id} details={details} signedIn={isSignedIn(connection.session)} />
      {details.accessTokens.length === 0 ? null : (
        <Facts title="Access tokens">
          {details.accessTokens.map((token) => (
            <Fact key={token.resource ?? ''} name={token.resource ?? 'Default'}>
              {visibleLine(token.tokenType)},{' '}
              {token.expiresAt === null ? (
                'end unknown'
              ) : (
                <>
                  ends <RelativeTime at={token.expiresAt} />
                </>
              )}
            </Fact>
          ))}
        </Facts>
      )}
      {details.claims.length === 0 ? null : (
        <Facts title="ID token claims">
          {details.claims.map(({ name, value }) => (
            <Fact key={name} name={visibleLine(name)} mono>
              {visibleLine(value)}
            </Fact>
          ))}
        </Facts>
      )}
      {details.userInfo.length === 0 ? null : (
        <Facts title="UserInfo claims">
          {details.userInfo.map(({ name, value }) => (
            <Fact key={name} name={visibleLine(name)} mono>
              {visibleLine(value)}
            </Fact>
          ))}
        </Facts>
      )}
      {details.endpoints.length === 0 ? null : (
        <Facts title="Endpoints">
          {details.endpoints.map(({ name, url }) => (
            <Fact key={name} name={name} mono>
              {visibleLine(url)}
            </Fact>
          ))}
        </Facts>
      )}
    </div>
  );
}
