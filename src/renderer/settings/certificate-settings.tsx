import { Button } from '@mantine/core';

import type { ClientCertificateChosen } from '../../shared/client-certificate.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './app-settings.module.css';
import own from './certificate-settings.module.css';

/** What servers get that want a certificate of the person's; nothing where none ever did. */
export function CertificateSettings({ choices }: { readonly choices: readonly ClientCertificateChosen[] }) {
  const forget = useAction();
  if (choices.length === 0) return null;
  return (
    <section className={styles['group']}>
      <h2>Client certificates</h2>
      <p>What you chose for servers that want one. Forgotten, Latchkey asks you again.</p>
      <ul className={own['list']}>
        {choices.map(({ server, fingerprint }) => (
          <li key={server}>
            <span className={own['words']}>
              <strong>
                <bdi>{visibleLine(server)}</bdi>
              </strong>
              {fingerprint === null ? (
                <span>gets none, until you quit</span>
              ) : (
                <span>
                  gets <code>{visibleLine(fingerprint)}</code>
                </span>
              )}
            </span>
            <Button
              variant="default"
              size="xs"
              aria-label={`Forget the choice for ${visibleLine(server)}`}
              onClick={() => {
                void forget.run(() => window.latchkey.forgetClientCertificate({ server }));
              }}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
      {forget.failure === null ? null : <FailureView failure={forget.failure} />}
    </section>
  );
}
