import { NativeSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import type { ConnectionInput } from '../../shared/ipc.ts';

/** How the redirect addresses are written, for a provider that does not take them as the standards have them. */
export function RedirectSpelling({ form }: { readonly form: UseFormReturnType<ConnectionInput> }) {
  return (
    <>
      <NativeSelect
        label="Spelling of the app address"
        description="Some providers take only the second"
        data={[
          { value: 'path', label: 'scheme:/callback (the standard)' },
          { value: 'authority', label: 'scheme://callback' },
        ]}
        {...form.getInputProps('redirectSpelling')}
      />
      <NativeSelect
        label="Spelling of the loopback address"
        description="Some providers take only the second"
        data={[
          { value: '127.0.0.1', label: '127.0.0.1 (the standard)' },
          { value: 'localhost', label: 'localhost' },
        ]}
        {...form.getInputProps('loopbackHost')}
      />
      <TextInput
        label="Loopback ports"
        description="Only for a provider that takes no other: up to three, separated by spaces. Empty: any free port."
        placeholder="8400 8401 8402"
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('loopbackPorts')}
      />
    </>
  );
}
