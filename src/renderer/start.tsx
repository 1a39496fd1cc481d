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
import { tellStillHere } from './api/still-here.ts';
import { appStateQuery, connectionsQuery } from './api/queries.ts';
import { createQueryClient } from './api/query-client.ts';
import { App } from './shell/app.tsx';
import { parseRoute } from './navigation/route.ts';
import { screenOf } from './shell/screens.ts';

/** How long the static shell may wait for the first answers of main, so that all of the page comes at once. */
const firstAnswersMilliseconds = 300;

/** Mounts the page over the static shell. */
export async function start(): Promise<void> {
  const container = document.querySelector('#root');
  if (container === null) throw new TypeError('index.html has no #root');
  const client = createQueryClient();
  followEvents(client, window.latchkey);
  tellStillHere(window.latchkey, window);
  await Promise.race([
    Promise.allSettled([
      client.prefetchQuery(connectionsQuery),
      client.prefetchQuery(appStateQuery),
      screenOf(parseRoute(window.location.hash)).preload(),
    ]),
    new Promise((resolve) => {
      setTimeout(resolve, firstAnswersMilliseconds);
    }),
  ]);
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
}
