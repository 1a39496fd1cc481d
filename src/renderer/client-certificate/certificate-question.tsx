import { Button } from '@mantine/core';
import { useState } from 'react';

import type { ClientCertificateQuestion, OfferedCertificate } from '../../shared/client-certificate.ts';
import { useAction } from '../api/use-action.ts';
import { Question } from '../settings/question.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './certificate-question.module.css';

const again = {
  gone: 'The certificate that you chose for it before is not there any more, or has expired.',
  refused: 'It did not take the certificate that you chose before.',
} as const;

/** Asks which certificate a server gets, while what the person wanted waits. None is chosen beforehand. */
export function CertificateQuestionView({ question }: { readonly question: ClientCertificateQuestion }) {
  const { id, server, certificates } = question;
  const [chosen, setChosen] = useState<string | null>(null);
  const { busy, failure, run } = useAction();
  const answer = (fingerprint: string | null): void => {
    void run(() => window.latchkey.answerClientCertificate({ id, fingerprint }));
  };
  const sendNone = (): void => {
    answer(null);
  };
  return (
    <Question
      title="Choose a client certificate"
      failure={failure}
      onClose={sendNone}
      answers={
        <>
          <Button variant="default" onClick={sendNone}>
            Send none
          </Button>
          <Button type="submit" form="client-certificate" loading={busy} disabled={chosen === null}>
            Use this certificate
          </Button>
        </>
      }
    >
      <form
        id="client-certificate"
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen !== null) answer(chosen);
        }}
      >
        <p>
          <strong>
            <bdi>{visibleLine(server)}</bdi>
          </strong>{' '}
          asks for a certificate that says who you are. It learns every name in the one that you choose; the
          key stays on this computer.
        </p>
        {question.again === null ? null : <p className={styles['again']}>{again[question.again]}</p>}
        <fieldset className={styles['list']}>
          <legend>Your certificates</legend>
          {certificates.map((certificate, index) => (
            <Offered
              key={certificate.fingerprint}
              certificate={certificate}
              first={index === 0}
              chosen={certificate.fingerprint === chosen}
              onChoose={setChosen}
            />
          ))}
        </fieldset>
        <p>
          A certificate is remembered for this server; “Send none” holds until you quit. You can change either
          in Settings.
        </p>
      </form>
    </Question>
  );
}

function Offered({
  certificate: { fingerprint, subject, issuer, validUntil, expired },
  first,
  chosen,
  onChoose,
}: {
  readonly certificate: OfferedCertificate;
  readonly first: boolean;
  readonly chosen: boolean;
  readonly onChoose: (fingerprint: string) => void;
}) {
  return (
    <label className={styles['certificate']} data-chosen={chosen}>
      <input
        type="radio"
        name="certificate"
        checked={chosen}
        data-autofocus={first ? true : undefined}
        onChange={() => {
          onChoose(fingerprint);
        }}
      />
      <strong>
        <bdi>{subject === null ? 'Without a name' : visibleLine(subject)}</bdi>
      </strong>
      <span>
        Issued by <bdi>{issuer === null ? 'somebody without a name' : visibleLine(issuer)}</bdi>
      </span>
      <span className={expired ? styles['expired'] : undefined}>
        {expired ? 'Expired on' : 'Valid until'} {day(validUntil)}
        {expired ? '. Most servers refuse it.' : null}
      </span>
      <code>{visibleLine(fingerprint)}</code>
    </label>
  );
}

function day(at: number): string {
  return Number.isFinite(at) && Math.abs(at) < 8.64e15
    ? new Date(at).toLocaleDateString(undefined, { dateStyle: 'long' })
    : 'an unknown day';
}
