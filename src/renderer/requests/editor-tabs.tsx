import '@mantine/core/styles/Tabs.layer.css';

import { Tabs } from '@mantine/core';
import { Suspense, useEffect, useState } from 'react';

import type { ConnectionView } from '../../shared/connection.ts';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import { AuthPanel } from './auth/auth-panel.tsx';
import styles from './editor-tabs.module.css';
import { alsoSent } from './headers/also-sent.ts';
import type { Composition } from './kept-drafts.ts';
import { ParamsPanel } from './params/params-panel.tsx';
import { UrlVariables } from './params/url-variables-panel.tsx';
import { readQuery } from './params/query-rows.ts';

const bodyPanel = preloadable(async () => (await import('./body/body-panel.tsx')).BodyPanel);
const headerRows = preloadable(async () => (await import('./headers/header-rows.tsx')).HeaderRows);
const panels = [headerRows, bodyPanel];

const names = ['params', 'headers', 'body', 'auth'] as const;
type EditorTab = (typeof names)[number];

/** What is wrong with a request, by the field where it is. */
export interface FieldErrors {
  readonly headers: string | undefined;
  readonly body: string | undefined;
}

/** Remembered while the window lives: who works on bodies goes on with them. */
let lastTab: EditorTab = 'params';

/** The parts of a request below its line. */
export function EditorTabs({
  composition,
  connection,
  errors,
  onChange,
}: {
  readonly composition: Composition;
  readonly connection: ConnectionView;
  readonly errors: FieldErrors;
  readonly onChange: (composition: Composition) => void;
}) {
  const [tab, setTab] = useState<EditorTab>(lastTab);
  const failing = errors.headers === undefined ? (errors.body === undefined ? null : 'body') : 'headers';
  const [shownFor, setShownFor] = useState(failing);
  if (failing !== shownFor) {
    setShownFor(failing);
    if (failing !== null) setTab(failing);
  }
  useEffect(() => {
    lastTab = tab;
  }, [tab]);
  usePreload(panels);
  const params = readQuery(composition).filter(({ on }) => on).length;
  const headers = composition.headers.filter(([name]) => name.trim() !== '').length;
  return (
    <Tabs
      className={styles['tabs']}
      value={tab}
      keepMounted={false}
      onChange={(next) => {
        const chosen = names.find((name) => name === next);
        if (chosen !== undefined) setTab(chosen);
      }}
    >
      <Tabs.List aria-label="Parts of the request">
        <Tabs.Tab value="params">{counted('Params', params)}</Tabs.Tab>
        <Tabs.Tab value="headers">{counted('Headers', headers)}</Tabs.Tab>
        <Tabs.Tab value="body">Body</Tabs.Tab>
        <Tabs.Tab value="auth">Auth</Tabs.Tab>
      </Tabs.List>
      <Suspense fallback={null}>
        <Tabs.Panel value="params" className={styles['panel']}>
          <ParamsPanel
            query={composition}
            onChange={(query) => {
              onChange({ ...composition, ...query });
            }}
          />
          <UrlVariables id={connection.id} url={composition.url} />
        </Tabs.Panel>
        <Tabs.Panel value="headers" className={styles['panel']}>
          <headerRows.Component
            headers={composition}
            error={errors.headers}
            alsoSent={alsoSent(composition)}
            onChange={(changed) => {
              onChange({ ...composition, ...changed });
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="body" className={styles['panel']}>
          <bodyPanel.Component
            body={composition.body}
            method={composition.method}
            error={errors.body}
            onChange={(body) => {
              onChange({ ...composition, body });
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="auth" className={styles['panel']}>
          <AuthPanel
            composition={composition}
            connection={connection}
            onChange={(authorization) => {
              onChange({ ...composition, authorization });
            }}
          />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}

function counted(name: string, count: number): string {
  return count === 0 ? name : `${name} (${count})`;
}
