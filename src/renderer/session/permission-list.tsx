import '@mantine/core/styles/Input.layer.css';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ConnectionId } from '../../shared/connection.ts';
import type { SessionDetails } from '../../shared/session.ts';
import { useAction } from '../api/use-action.ts';
import { Fact, Facts } from '../components/facts.tsx';
import { FailureView } from '../components/failure-view.tsx';
import { UnfoldingForm } from '../components/unfolding-form.tsx';
import { scopeMeaning } from '../words/scope-meaning.ts';
import { visibleLine } from '../words/visible-text.ts';
import { permissionsOf, permissionWords } from './permissions.ts';
import styles from './permission-list.module.css';

/** RFC 6749 §3.3; none that is longer is asked for. */
const fitsScope = /^[\x21\x23-\x5b\x5d-\x7e]{1,300}$/;

/** What was asked of the provider, and what it gave; where somebody is signed in, with the way to ask for more. */
export function PermissionList({
  id,
  details,
  signedIn,
}: {
  readonly id: ConnectionId;
  readonly details: SessionDetails;
  readonly signedIn: boolean;
}) {
  const permissions = permissionsOf(details);
  return (
    <>
      <Facts title="Permissions">
        {permissions.length === 0 ? <Fact name="Scopes">None</Fact> : null}
        {permissions.map(({ scope, became }) => (
          <Fact key={scope} name={visibleLine(scope)}>
            <span className={became === 'left-out' ? styles['leftOut'] : undefined}>
              {permissionWords[became]}
            </span>{' '}
            {scopeMeaning(scope)}
          </Fact>
        ))}
      </Facts>
      {signedIn ? <AskForMore id={id} /> : null}
    </>
  );
}

/** A session that is there is not given up for it: it stays until the provider gave the permission. */
function AskForMore({ id }: { readonly id: ConnectionId }) {
  const [scope, setScope] = useState('');
  const { busy, failure, run } = useAction();
  const wanted = scope.split(/\s+/).filter((word) => word !== '');
  const unfit = wanted.find((word) => !fitsScope.test(word));
  return (
    <div className={styles['more']}>
      <UnfoldingForm
        question="Need one more permission?"
        onSubmit={() => {
          void run(() => window.latchkey.signIn({ id, more: wanted }));
        }}
      >
        <p>
          Your browser opens, and your provider asks whether you agree. You stay signed in as you are until it
          gave the permission. The settings of this connection do not change.
        </p>
        <TextInput
          label="Permission"
          description="Its scope, as the API’s documentation names it."
          autoComplete="off"
          spellCheck={false}
          value={scope}
          error={unfit === undefined ? null : `${visibleLine(unfit)} is no scope: write it without quotes.`}
          onChange={(event) => {
            setScope(event.currentTarget.value);
          }}
        />
        <div>
          <Button
            type="submit"
            variant="default"
            loading={busy}
            disabled={wanted.length === 0 || unfit !== undefined}
          >
            Ask for it
          </Button>
        </div>
        {failure === null ? null : <FailureView failure={failure} tone="warn" />}
      </UnfoldingForm>
    </div>
  );
}
