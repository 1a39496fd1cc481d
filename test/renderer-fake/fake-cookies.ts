import type { CookiesView } from '../../src/shared/cookies.ts';
import type { Events, LatchkeyApi } from '../../src/shared/ipc.ts';
import { succeed, type Failed } from '../../src/shared/result.ts';
import type { Scenario } from './scenario.ts';

type CookieApi = Pick<LatchkeyApi, 'listCookies' | 'keepCookies' | 'forgetCookies'>;

/** Cookies of all connections as one. */
export function createFakeCookies(
  scenario: Scenario,
  record: (command: keyof CookieApi, input: unknown) => Promise<Failed | null>,
  emit: (event: 'cookiesChanged', payload: Events['cookiesChanged']) => void,
): CookieApi {
  let view: CookiesView = scenario.cookies;
  const change = (connectionId: string, next: CookiesView) => {
    view = next;
    emit('cookiesChanged', { connectionId });
    return succeed(null);
  };
  return {
    listCookies: async (input) => (await record('listCookies', input)) ?? succeed(view),
    keepCookies: async (input) =>
      (await record('keepCookies', input)) ??
      change(input.id, { ...view, on: input.on, hosts: input.on ? view.hosts : [] }),
    forgetCookies: async (input) =>
      (await record('forgetCookies', input)) ?? change(input.id, { ...view, hosts: [] }),
  };
}
