import '@mantine/core/styles/Tabs.layer.css';

import { Tabs } from '@mantine/core';
import { useState } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { RedirectList } from '../redirects.tsx';
import { ResponseBodyView } from '../response-body-view.tsx';
import styles from '../response-region.module.css';
import { Timing } from './timing.tsx';
import { useBodyView } from './use-body-view.ts';
import { ViewSwitch } from './view-switch.tsx';

/** The parts of an answer, one at a time; of its body one view at a time. */
export function AnswerPanels({ response }: { readonly response: ResponseView }) {
  const { hops = [] } = response;
  const [tab, setTab] = useState<string | null>('body');
  const { views, view, choose } = useBodyView(response);
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false}>
      <div className={styles['tabs']}>
        <Tabs.List>
          <Tabs.Tab value="body">Body</Tabs.Tab>
          <Tabs.Tab value="headers">Headers</Tabs.Tab>
          <Tabs.Tab value="timing">Timing</Tabs.Tab>
          {hops.length === 0 ? null : <Tabs.Tab value="redirects">Redirects ({hops.length})</Tabs.Tab>}
        </Tabs.List>
        {tab === 'body' && view !== null ? <ViewSwitch views={views} view={view} onChange={choose} /> : null}
      </div>
      <Tabs.Panel value="body">
        <ResponseBodyView response={response} view={view} />
      </Tabs.Panel>
      <Tabs.Panel value="headers">
        <dl className={styles['headers']}>
          {response.headers.map(([name, value], index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a header may repeat; its place is its identity
            <div key={index}>
              <dt>{visibleLine(name)}</dt>
              <dd>{visibleLine(value)}</dd>
            </div>
          ))}
        </dl>
      </Tabs.Panel>
      <Tabs.Panel value="timing">
        <Timing response={response} />
      </Tabs.Panel>
      <Tabs.Panel value="redirects">
        <RedirectList response={response} />
      </Tabs.Panel>
    </Tabs>
  );
}
