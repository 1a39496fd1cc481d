import { Suspense, useEffect, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { useAppState, useConnections } from '../api/queries.ts';
import { ConnectionPage } from '../connection/connection-page.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import type { Route } from '../navigation/route.ts';
import { useRoute } from '../navigation/use-route.ts';
import { Banners } from './banners.tsx';
import {
  addConnection,
  appSettings,
  certificateQuestion,
  preloadWhenIdle,
  proxyQuestion,
  search,
} from './screens.ts';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusRegion } from './status-region.tsx';
import { useMenuCommands } from './use-menu-commands.ts';

/** The connection that a route shows, if there is one. */
function shownConnection(route: Route, connections: readonly ConnectionView[]): ConnectionView | null {
  if (route.kind === 'connection') {
    const named = connections.find(({ id }) => id === route.id);
    if (named !== undefined) return named;
  }
  return connections[0] ?? null;
}

export function Shell() {
  const connections = useConnections();
  const app = useAppState();
  const route = useRoute();
  const [searching, setSearching] = useState(false);
  useMenuCommands(() => {
    setSearching(true);
  });

  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      // For `npm run bench`, and for whoever profiles the start.
      performance.mark('interactive');
      void window.latchkey.pageReady();
      void preloadWhenIdle();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);

  const platform = app?.platform ?? 'linux';
  const selected =
    connections === null || route.kind === 'add' || route.kind === 'app-settings'
      ? null
      : shownConnection(route, connections);
  const firstRun = connections?.length === 0 && route.kind !== 'add' && route.kind !== 'app-settings';

  // One after another: a way out comes before what it leads to.
  const serverAsks = app?.proxy.question === null ? app.clientCertificates.question : null;
  return (
    <div className={styles['window']} data-first-run={firstRun}>
      <Sidebar
        connections={connections ?? []}
        selected={selected}
        route={route}
        app={app}
        onSearch={() => {
          setSearching(true);
        }}
      />
      <main className={styles['main']} tabIndex={-1}>
        <Banners app={app} />
        <Suspense fallback={null}>
          {route.kind === 'add' ? <addConnection.Component /> : null}
          {route.kind === 'app-settings' ? <appSettings.Component app={app} /> : null}
          {connections === null && selected === null ? <h1 className={styles['waiting']}>Latchkey</h1> : null}
          {firstRun ? <FirstRun /> : null}
          {selected === null ? null : (
            <ConnectionPage
              key={selected.id}
              connection={selected}
              tab={route.kind === 'connection' && route.id === selected.id ? route.tab : 'requests'}
              platform={platform}
            />
          )}
        </Suspense>
      </main>
      <StatusRegion connections={connections} platform={platform} />
      {app === null || app.proxy.question === null ? null : (
        <Suspense fallback={null}>
          <proxyQuestion.Component key={app.proxy.question.id} question={app.proxy.question} />
        </Suspense>
      )}
      {serverAsks === null ? null : (
        <Suspense fallback={null}>
          <certificateQuestion.Component key={serverAsks.id} question={serverAsks} />
        </Suspense>
      )}
      {searching ? (
        <Suspense fallback={null}>
          <search.Component
            connections={connections ?? []}
            selected={selected}
            app={app}
            onClose={() => {
              setSearching(false);
            }}
          />
        </Suspense>
      ) : null}
    </div>
  );
}
