import type { TestProject } from 'vitest/node';
import { json, startHttpServer } from '../http-server.ts';
import { startKeycloak } from './start-keycloak.ts';
import type { RunningKeycloak } from './start-keycloak.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with where Keycloak is, and has started it then. */
    readonly keycloakOnDemand: string;
  }
}

/**
 * One Keycloak for a whole run of tests, and none for a run that does not need it: the first file that asks starts it, and
 * the end of the run ends it. What Vitest calls before a run; the function that it returns is called after it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<RunningKeycloak> | null = null;
  const server = await startHttpServer(async (_request, response) => {
    try {
      starting ??= startKeycloak();
      const { administrator, origin, password } = await starting;
      json(response, 200, { origin, administrator, password });
    } catch (error) {
      json(response, 500, { error: String(error) });
    }
  });
  project.provide('keycloakOnDemand', server.origin);
  return async () => {
    await server.stop();
    const running = await starting?.catch(() => null);
    running?.stop();
  };
}
