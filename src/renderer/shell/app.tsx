import { MantineProvider } from '@mantine/core';

import { useAppState } from '../api/queries.ts';
import { theme } from '../theme/theme.ts';
import { schemeManager, styleNonce, useColorScheme } from './color-scheme.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Shell } from './shell.tsx';

export function App() {
  const app = useAppState();
  const scheme = useColorScheme(app?.preferences.colorScheme ?? 'auto');
  return (
    <MantineProvider
      theme={theme}
      withCssVariables={false}
      withGlobalClasses={false}
      colorSchemeManager={schemeManager}
      defaultColorScheme={scheme}
      forceColorScheme={scheme}
      getStyleNonce={styleNonce}
    >
      <ErrorBoundary>
        <Shell />
      </ErrorBoundary>
    </MantineProvider>
  );
}
