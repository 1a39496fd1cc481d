import { Button } from '@mantine/core';
import { useRef, type RefObject } from 'react';

import type { ClientCertificateChosen } from '../../shared/client-certificate.ts';
import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { useFocusStays } from '../components/use-focus-stays.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './app-settings.module.css';
import own from './certificate-settings.module.css';

/** What servers get that want a certificate of the person's; nothing where none ever did. */
export function CertificateSettings({ choices }: { readonly choices: readonly ClientCertificateChosen[] }) {
  const forget = useAction();
  const list = useRef<HTMLUListElement>(null);
  if (choices.length === 0) return null;
  return (
    <section className={styles['group']}>
      <h2>Client certificates</h2>
      <p>What you chose for servers that want one. Forgotten, Latchkey asks you again.</p>
      <ul ref={list} className={own['list']}>
        {choices.map((choice) => (
          <Choice
            key={choice.server}
            choice={choice}
            list={list}
            onForget={() => {
              void forget.run(() => window.latchkey.forgetClientCertificate({ server: choice.server }));
            }}
          />
        ))}
      </ul>
      {forget.failure === null ? null : <FailureView failure={forget.failure} />}
    </section>
  );
}

function Choice({
  choice: { server, fingerprint },
  list,
  onForget,
}: {
  readonly choice: ClientCertificateChosen;
  readonly list: RefObject<HTMLUListElement | null>;
  readonly onForget: () => void;
}) {
  const gone = useFocusStays<HTMLLIElement>(list);
  return (
    <li ref={gone}>
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
        onClick={onForget}
      >
        Forget
      </Button>
    </li>
  );
}
