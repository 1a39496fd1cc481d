import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import '@mantine/core/styles/Checkbox.layer.css';

import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ProxyQuestion } from '../../shared/proxy.ts';
import { useAction } from '../api/use-action.ts';
import { PassphraseField } from '../protection/passphrase-field.tsx';
import { Question } from '../settings/question.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './proxy-question.module.css';

/** Asks how to sign in to the proxy of the network, while what the person wanted waits. */
export function ProxyQuestionView({ question }: { readonly question: ProxyQuestion }) {
  const { id, proxy, realm, refused, readable, canRemember } = question;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const { busy, run } = useAction();
  const decline = (): void => {
    void window.latchkey.declineProxy({ id });
  };
  return (
    <Question
      title="Sign in to your network’s proxy"
      onClose={decline}
      answers={
        <>
          <Button variant="default" onClick={decline}>
            Cancel
          </Button>
          <Button type="submit" form="proxy-sign-in" loading={busy}>
            Sign in to proxy
          </Button>
        </>
      }
    >
      <form
        id="proxy-sign-in"
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run(() => window.latchkey.answerProxy({ id, username, password, remember }));
        }}
      >
        <p>
          <strong>
            <bdi>{visibleLine(proxy)}</bdi>
          </strong>{' '}
          stands between this computer and the internet, and lets nothing of Latchkey out before you sign in
          to it. This is not the sign-in of your connection.
        </p>
        {realm === null ? null : (
          <p>
            It says: <bdi>{visibleLine(realm)}</bdi>
          </p>
        )}
        <TextInput
          label="User name"
          value={username}
          error={refused ? 'The proxy did not take the last user name and password.' : null}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setUsername(event.currentTarget.value);
          }}
        />
        <PassphraseField
          label="Password"
          {...(readable
            ? { description: 'It goes to the proxy as it is: others on your network may be able to read it.' }
            : {})}
          value={password}
          onChange={setPassword}
        />
        {canRemember ? (
          <Checkbox
            label="Remember it, sealed like your sign-ins"
            checked={remember}
            onChange={(event) => {
              setRemember(event.currentTarget.checked);
            }}
          />
        ) : (
          <p>Latchkey knows it until you quit.</p>
        )}
      </form>
    </Question>
  );
}
