import { Suspense, useEffect, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { useAppState, useConnections } from '../api/queries.ts';
import { ConnectionPage } from '../connection/connection-page.tsx';
import { FirstRun } from '../first-run/first-run.tsx';
import type { PageRoute } from '../navigation/route.ts';
import { goTo, useRoute } from '../navigation/use-route.ts';
import { Banners } from './banners.tsx';
import {
  appSettings,
  certificateQuestion,
  preloadWhenIdle,
  proxyQuestion,
  search,
  wizard,
} from './screens.ts';
import styles from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { StatusRegion } from './status-region.tsx';
import { useMenuCommands } from './use-menu-commands.ts';
import { usePageBehind } from './use-page-behind.ts';

/** The connection that a route shows, if there is one. */
function shownConnection(route: PageRoute, connections: readonly ConnectionView[]): ConnectionView | null {
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
  const page = usePageBehind(route);
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
    connections === null || page.kind === 'app-settings' ? null : shownConnection(page, connections);
  const firstRun = connections?.length === 0 && page.kind !== 'app-settings';

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
        <Suspense fallback={null}>
          <Banners app={app} />
          <Suspense fallback={null}>
            {page.kind === 'app-settings' ? <appSettings.Component app={app} /> : null}
            {connections === null && selected === null ? (
              <h1 className={styles['waiting']}>Latchkey</h1>
            ) : null}
            {firstRun ? <FirstRun /> : null}
            {selected === null ? null : (
              <ConnectionPage
                key={selected.id}
                connection={selected}
                tab={page.kind === 'connection' && page.id === selected.id ? page.tab : 'requests'}
                platform={platform}
              />
            )}
          </Suspense>
        </Suspense>
      </main>
      <StatusRegion connections={connections} platform={platform} />
      <div className={styles['over']}>
        {connections === null || !(route.kind === 'add' || route.kind === 'set-up') ? null : (
          <Suspense fallback={null}>
            <wizard.Component
              key={route.kind === 'add' ? '' : route.id}
              connections={connections}
              begun={route.kind === 'add' ? null : route}
              onClose={() => {
                goTo(page);
              }}
            />
          </Suspense>
        )}
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
    </div>
  );
}
