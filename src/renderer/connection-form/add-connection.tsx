import { Button } from '@mantine/core';

import { Page } from '../components/page.tsx';
import { goTo } from '../navigation/use-route.ts';
import { ConnectionForm } from './connection-form.tsx';
import { emptyInput } from './form-values.ts';

export function AddConnection() {
  return (
    <Page title="New connection">
      <ConnectionForm
        initial={emptyInput}
        clientSecret="none"
        redirectUris={null}
        host={null}
        onSave={async (input) => {
          const result = await window.latchkey.addConnection(input);
          if (result.ok) goTo({ kind: 'connection', id: result.value.id, tab: 'requests' });
          return result;
        }}
      >
        <Button
          variant="subtle"
          color="gray"
          size="sm"
          onClick={() => {
            goTo({ kind: 'home' });
          }}
        >
          Cancel
        </Button>
      </ConnectionForm>
    </Page>
  );
}
