import { createEmulator } from 'emulate';
import { serve } from './child.mjs';

/** `emulate`: the addresses, forms and token answers of a provider, as its authors wrote them down. */
serve(async ({ service, port, seed }) => {
  const { url } = await createEmulator({ service, port, seed });
  return { told: { origin: url } };
});
