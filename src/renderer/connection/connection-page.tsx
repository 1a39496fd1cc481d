import '@mantine/core/styles/Tabs.layer.css';

import { Tabs } from '@mantine/core';
import { Suspense, useEffect, useRef, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import type { SessionView } from '../../shared/session.ts';
import { useKeyringAsks } from '../api/queries.ts';
import { FailureView } from '../components/failure-view.tsx';
import { isTab, type Tab } from '../navigation/route.ts';
import { goTo } from '../navigation/use-route.ts';
import { activityTab, requestTab, sessionTab, settingsTab } from '../shell/screens.ts';
import { isSignedIn, shownKind, type Platform } from '../words/session-words.ts';
import { AnotherAccountPanel } from './another-account.tsx';
import { ConnectionHeader } from './connection-header.tsx';
import styles from './connection-page.module.css';
import { ManageNoteView } from './manage/manage-note.tsx';
import { useManageConnection } from './manage/use-manage-connection.ts';
import { SignedInTick, SignInPanel } from './sign-in-panel.tsx';
import { StateNote } from './state-note.tsx';
import { isTold } from './told-failures.ts';
import { useSessionActions } from './use-session-actions.ts';

const tickMilliseconds = 1000;

/** True for one second after a sign-in was completed: not when it was cancelled, and a session from before goes on. */
function useTick(session: SessionView): boolean {
  const waiting = session.kind === 'waiting-for-browser' ? session.attempt : null;
  const signedInBy = isSignedIn(session) ? session.signedInBy : undefined;
  const before = useRef(waiting);
  const [tick, setTick] = useState(false);
  useEffect(() => {
    const completed = before.current !== null && signedInBy === before.current;
    before.current = waiting;
    if (!completed) return undefined;
    setTick(true);
    const timer = setTimeout(() => {
      setTick(false);
    }, tickMilliseconds);
    return () => {
      clearTimeout(timer);
      setTick(false);
    };
  }, [waiting, signedInBy]);
  return tick;
}

export function ConnectionPage({
  connection,
  tab,
  platform,
}: {
  readonly connection: ConnectionView;
  readonly tab: Tab;
  readonly platform: Platform;
}) {
  const { session } = connection;
  const actions = useSessionActions(connection);
  const manage = useManageConnection(connection);
  const asking = useKeyringAsks() && shownKind(session) === 'locked';
  const tick = useTick(session);
  return (
    <div className={styles['page']}>
      <ConnectionHeader
        connection={connection}
        platform={platform}
        busy={actions.busy || asking}
        manage={manage.items}
        act={actions.act}
      />
      {actions.failure === null || isTold(actions.failure, session) ? null : (
        <div className={styles['failure']}>
          <FailureView failure={actions.failure} />
        </div>
      )}
      {manage.failure === null ? null : (
        <div className={styles['failure']}>
          <FailureView failure={manage.failure} />
        </div>
      )}
      <ManageNoteView note={manage.note} connection={connection} onForget={manage.forgetNote} />
      {session.kind === 'waiting-for-browser' ? (
        <SignInPanel key={session.attempt} connection={connection} waiting={session} />
      ) : null}
      {session.kind === 'another-account' ? (
        <AnotherAccountPanel key={session.attempt} connection={connection} asked={session} />
      ) : null}
      {tick ? (
        <SignedInTick />
      ) : (
        <StateNote connection={connection} platform={platform} onAnswered={actions.clear} />
      )}
      <Tabs
        className={styles['tabs']}
        value={tab}
        keepMounted={false}
        onChange={(next) => {
          if (isTab(next)) goTo({ kind: 'connection', id: connection.id, tab: next });
        }}
      >
        <Tabs.List className={styles['list']}>
          <Tabs.Tab value="requests">Requests</Tabs.Tab>
          <Tabs.Tab value="session">Session</Tabs.Tab>
          <Tabs.Tab value="activity">Activity</Tabs.Tab>
          <Tabs.Tab value="settings">Settings</Tabs.Tab>
        </Tabs.List>
        <Suspense fallback={null}>
          <Tabs.Panel value="requests" className={styles['panel']}>
            <requestTab.Component connection={connection} />
          </Tabs.Panel>
          <Tabs.Panel value="session" className={styles['panel']}>
            <sessionTab.Component connection={connection} />
          </Tabs.Panel>
          <Tabs.Panel value="activity" className={styles['panel']}>
            <activityTab.Component connection={connection} />
          </Tabs.Panel>
          <Tabs.Panel value="settings" className={styles['panel']}>
            <settingsTab.Component connection={connection} />
          </Tabs.Panel>
        </Suspense>
      </Tabs>
    </div>
  );
}
