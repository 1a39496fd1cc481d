import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Administration } from '../../../servers/keycloak/administration.ts';
import { startFront } from '../../../servers/keycloak/front.ts';
import type { Front } from '../../../servers/keycloak/front.ts';
import { openWorld } from '../../harness/open-world.ts';
import { answerAt } from '../../harness/provider-pages.ts';
import type { World } from '../../harness/world.ts';
import { meetKeycloak } from './place.ts';

const newPassword = (): string => randomBytes(18).toString('base64url');

/** Who has an account at the realms of these tests. */
export const people = {
  ada: { username: 'ada', email: 'ada@example.test', password: newPassword() },
  grace: { username: 'grace', email: 'grace@example.test', password: newPassword() },
} as const;

/** A person's desktop, and the real Keycloak behind a front. */
export interface KeycloakWorld {
  readonly world: World;
  readonly front: Front;
  readonly administration: Administration;
  readonly close: () => Promise<void>;
}

/** Starts Keycloak, where it does not run, beside the desktop with the app. */
export async function openKeycloakWorld(name: string): Promise<KeycloakWorld> {
  const front = await startFront();
  const opening = openWorld(name, { origins: [front.origin] }, async (world) => {
    await world.start();
  });
  const [administration, opened] = await Promise.allSettled([meetKeycloak(front), opening]);
  const close = async (): Promise<void> => {
    if (opened.status === 'fulfilled') await opened.value.close();
    await front.stop();
  };
  const [broken] = [administration, opened].flatMap((one) => (one.status === 'rejected' ? [one] : []));
  if (administration.status === 'rejected' || opened.status === 'rejected') {
    await close();
    throw new Error('Keycloak and a desktop did not come together.', { cause: broken?.reason });
  }
  return { world: opened.value.world, front, administration: administration.value, close };
}

/**
 * Presses *Sign in* and signs in at Keycloak's pages, until the app says who it is. The browser's session at Keycloak is
 * forgotten before: else no page is shown, and Chromium asks, where no test can answer, whether it may open the app.
 */
export async function signInAs(keycloak: KeycloakWorld, who: keyof typeof people): Promise<void> {
  await keycloak.world.browser.context.clearCookies();
  await keycloak.world.window.beginSignIn();
  await answerAs(keycloak, who);
}

/** Signs in at Keycloak's pages, where the app has opened them. */
export async function answerAs({ front, world }: KeycloakWorld, who: keyof typeof people): Promise<void> {
  const { email, password, username } = people[who];
  const person = { kind: 'sign-in', user: username, password } as const;
  const waits = world.window.signInPanel;
  const answered = await answerAt(
    world.browser,
    front.origin,
    person,
    async () => (await waits.count()) === 0,
  );
  expect(answered.why).toBeNull();
  expect(answered.pages).toBeGreaterThan(0);
  await world.window.signedInAs(email);
}
