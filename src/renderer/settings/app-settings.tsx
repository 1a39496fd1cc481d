import '@mantine/core/styles/SegmentedControl.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';

import { Button, SegmentedControl } from '@mantine/core';

import type { AppState, Preferences } from '../../shared/app-state.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { Fact, Facts } from '../components/facts.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { Page } from '../components/page.tsx';
import { ComputerChecks } from '../doctor/computer-checks.tsx';
import { ConnectionsGroup } from '../transfer/connections-group.tsx';
import { Protection } from '../protection/protection.tsx';
import styles from './app-settings.module.css';
import { CertificateSettings } from './certificate-settings.tsx';
import { HistorySettings } from './history-settings.tsx';
import { ProxySettings } from './proxy-settings.tsx';
import { RequestSettings } from './request-settings.tsx';

const schemes: readonly { readonly value: Preferences['colorScheme']; readonly label: string }[] = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function aboutText(app: AppState): string {
  const { runtime } = app;
  return [
    `Latchkey ${app.version} (${app.platform})`,
    `Electron ${runtime.electron}, Chromium ${runtime.chromium}, Node ${runtime.node}`,
    `Scheme ${app.scheme}`,
  ].join('\n');
}

export function AppSettings({ app }: { readonly app: AppState | null }) {
  const theme = useAction();
  const folder = useAction();
  if (app === null) return null;
  return (
    <Page title="Settings">
      <section className={styles['group']}>
        <h2 id="theme-title">Theme</h2>
        <SegmentedControl
          size="xs"
          transitionDuration={0}
          aria-labelledby="theme-title"
          data={schemes.map(({ value, label }) => ({ value, label }))}
          value={app.preferences.colorScheme}
          onChange={(value) => {
            const chosen = schemes.find((scheme) => scheme.value === value);
            if (chosen !== undefined) {
              void theme.run(() => window.latchkey.setPreferences({ colorScheme: chosen.value }));
            }
          }}
        />
        {theme.failure === null ? null : <FailureView failure={theme.failure} />}
      </section>
      <ConnectionsGroup />
      <RequestSettings timeouts={app.requestTimeouts} />
      <HistorySettings limits={app.historyLimits} />
      <Protection app={app} />
      {app.proxy.known ? <ProxySettings /> : null}
      <CertificateSettings choices={app.clientCertificates.choices} />
      <ComputerChecks />
      <section className={styles['group']}>
        <h2>Log</h2>
        <p>What Latchkey writes down for support. It holds no token, code or secret.</p>
        <Button
          variant="default"
          onClick={() => {
            void folder.run(() => window.latchkey.openLogFolder());
          }}
        >
          Open log folder
        </Button>
        {folder.failure === null ? null : <FailureView failure={folder.failure} />}
      </section>
      <Facts title="About Latchkey">
        <Fact name="Version">{app.version}</Fact>
        <Fact name="Electron">{app.runtime.electron}</Fact>
        <Fact name="Chromium">{app.runtime.chromium}</Fact>
        <Fact name="Node">{app.runtime.node}</Fact>
        <Fact name="Answers to" mono>
          {app.scheme}:
        </Fact>
      </Facts>
      <CopyButton text={aboutText(app)} label="Copy versions" />
    </Page>
  );
}
