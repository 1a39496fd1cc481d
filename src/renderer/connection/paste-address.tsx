import '@mantine/core/styles/Input.layer.css';

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';

import { useAction } from '../api/use-action.ts';
import { FailureView } from '../components/failure-view.tsx';
import { UnfoldingForm } from '../components/unfolding-form.tsx';

/** For a browser on another computer: its answer leads to an address that only this computer has, so a person brings it. */
export function PasteAddress({ id }: { readonly id: string }) {
  const [address, setAddress] = useState('');
  const { busy, failure, run } = useAction();
  return (
    <UnfoldingForm
      question="Browser on another computer?"
      onSubmit={() => {
        void run(() => window.latchkey.pasteCallback({ id, address }));
      }}
    >
      <p>
        Press “Copy link”, open the link there and sign in. That browser ends at an address that it cannot
        show. Copy the address from its address bar, and paste it here.
      </p>
      <Textarea
        label="Address"
        placeholder="http://127.0.0.1:…/callback/…"
        autoComplete="off"
        spellCheck={false}
        rows={3}
        value={address}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
        }}
      />
      <div>
        <Button type="submit" variant="default" loading={busy} disabled={address.trim() === ''}>
          Finish sign-in
        </Button>
      </div>
      {failure === null ? null : <FailureView failure={failure} tone="warn" />}
    </UnfoldingForm>
  );
}
