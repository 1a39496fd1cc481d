import { defineConfig } from 'vitest/config';

/** `@openid/appauth` ships ESM with extensionless imports, which only a bundler resolves; `electron-store` imports Electron, which tests replace. */
const inlineAppAuth = { deps: { inline: ['@openid/appauth', 'electron-store'] } };

/**
 * A test that asserts nothing cannot fail, and fails. What is polled has longer to come than vitest's own second, which is
 * over in a moment where a computer does other things besides.
 */
const expectations = { requireAssertions: true, poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/forbid-network.ts'],
          server: inlineAppAuth,
          expect: expectations,
          // Thousands of generated cases on a computer that does other things besides.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          setupFiles: ['test/support/forbid-network.ts'],
          server: inlineAppAuth,
          expect: expectations,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/servers/keycloak/on-demand.ts'],
          server: inlineAppAuth,
          expect: expectations,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      { test: { name: 'package', include: ['test/package/**/*.test.ts'], expect: expectations } },
    ],
  },
});
