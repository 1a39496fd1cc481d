import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Fragment, useRef } from 'react';

import type { ConnectionId } from '../../shared/connection.ts';
import { cookiesQuery, useCookies } from '../api/queries.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import styles from './cookie-settings.module.css';
import { hostWords, keptWords, listedNames, moreHostsWords } from './cookie-words.ts';

/** Hosts that are listed. */
const mostHosts = 20;

/** Whether the cookies of a connection's APIs are kept, and which there are: names, never values. */
export function CookieSettings({ id }: { readonly id: ConnectionId }) {
  const cookies = useCookies(id);
  const client = useQueryClient();
  const { failure, busy, run } = useAction();
  const keeping = useRef<HTMLInputElement>(null);
  const keep = async (on: boolean): Promise<void> => {
    await run(() => window.latchkey.keepCookies({ id, on }));
    await client.invalidateQueries({ queryKey: cookiesQuery(id).queryKey });
  };
  if (cookies === null) return null;
  const { on, hosts } = cookies;
  return (
    <section className={styles['cookies']} aria-labelledby="cookies-title">
      <h2 id="cookies-title">Cookies</h2>
      <p id="cookies-words">
        A cookie can be a sign-in of its own. Kept ones are sealed like your sign-in and go back to where they
        came from, among the API origins above, with or without your sign-in. Signing out forgets them, and so
        does switching this off.
      </p>
      <Checkbox
        ref={keeping}
        label="Keep the cookies of this connection’s APIs"
        aria-describedby="cookies-words"
        checked={on}
        onChange={(event) => {
          void keep(event.currentTarget.checked);
        }}
      />
      {on ? (
        <>
          <output>{keptWords(cookies)}</output>
          {hosts.length === 0 ? null : (
            <>
              <dl className={styles['hosts']}>
                {hosts.slice(0, mostHosts).map(({ host, names }) => (
                  <div key={host}>
                    <dt dir="ltr">{hostWords(host)}</dt>
                    <Names names={names} />
                  </div>
                ))}
              </dl>
              {hosts.length > mostHosts ? <p>{moreHostsWords(hosts.length - mostHosts)}</p> : null}
              <Button
                variant="default"
                loading={busy}
                onClick={() => {
                  keeping.current?.focus();
                  void run(() => window.latchkey.forgetCookies({ id }));
                }}
              >
                Forget cookies
              </Button>
            </>
          )}
          {cookies.failure === null ? null : <FailureView failure={cookies.failure} tone="warn" />}
        </>
      ) : null}
      {failure === null ? null : <FailureView failure={failure} />}
    </section>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const { listed, more } = listedNames(names);
  return (
    <dd>
      {listed.map((name, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- two may have one name, and they are drawn anew as a whole
        <Fragment key={index}>
          {index === 0 ? null : ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
      {more > 0 ? ` and ${String(more)} more` : null}
    </dd>
  );
}
