import '@mantine/core/styles/baseline.layer.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import '@mantine/core/styles/global.layer.css';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Loader.layer.css';
import '@mantine/core/styles/Button.layer.css';
import '@mantine/core/styles/ActionIcon.layer.css';
import './theme/tokens.css';
import './theme/base.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { followEvents } from './api/follow-events.ts';
import { createQueryClient } from './api/query-client.ts';
import { App } from './shell/app.tsx';

/** Mounts the page over the static shell and tells main once a frame of it was painted. */
export function start(): void {
  const container = document.querySelector('#root');
  if (container === null) throw new TypeError('index.html has no #root');
  const client = createQueryClient();
  followEvents(client, window.latchkey);
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
