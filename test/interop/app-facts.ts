import type { Page } from 'playwright-core';
import type { ConnectionView } from '../../src/shared/connection.ts';
import type { Failure } from '../../src/shared/failure.ts';
import type { IssuerCheck } from '../../src/shared/ipc.ts';
import type { SessionDetails } from '../../src/shared/session.ts';

/* What the app knows, asked of its own page by the calls that its page has. What is done is done by its buttons. */

/** What happened, why and what to do, as the window would say it. */
export function wordsOf({ details, next, what, why }: Failure): string {
  const { providerDescription = '', providerError = '' } = details ?? {};
  const own = [providerError, providerDescription].filter((text) => text !== '').join(': ');
  return `${what} ${why} ${next}${own === '' ? '' : ` The server said “${own}”.`}`;
}

/** @throws what the app says where the issuer cannot be used. */
export async function checkIssuer(page: Page, issuer: string): Promise<IssuerCheck> {
  const checked = await page.evaluate((address) => window.latchkey.checkIssuer({ issuer: address }), issuer);
  if (!checked.ok) throw new Error(wordsOf(checked.failure));
  return checked.value;
}

/** The one connection of the run. */
export async function connectionOf(page: Page): Promise<ConnectionView> {
  const listed = await page.evaluate(() => window.latchkey.listConnections());
  if (!listed.ok) throw new Error(wordsOf(listed.failure));
  const [connection] = listed.value;
  if (connection === undefined) throw new Error('The connection was not saved.');
  return connection;
}

export async function detailsOf(page: Page): Promise<SessionDetails> {
  const { id } = await connectionOf(page);
  const details = await page.evaluate((one) => window.latchkey.getSessionDetails({ id: one }), id);
  if (!details.ok) throw new Error(wordsOf(details.failure));
  return details.value;
}

/** Whether the activity says so. */
export async function hasNoted(page: Page, summary: string): Promise<boolean> {
  const { id } = await connectionOf(page);
  const listed = await page.evaluate((one) => window.latchkey.listActivity({ id: one }), id);
  return listed.ok && listed.value.some((entry) => entry.summary === summary);
}

/** What the app makes of the words of a page at which the browser stopped. */
export async function explainPage(page: Page, said: string): Promise<string> {
  const { id } = await connectionOf(page);
  const told = await page.evaluate((input) => window.latchkey.explainPage(input), { id, words: said });
  return told.ok ? wordsOf(told.value) : '';
}

export function endpointOf({ endpoints }: SessionDetails, name: string): string | null {
  return endpoints.find((endpoint) => endpoint.name === name)?.url ?? null;
}

/** Why a session is not as it should be; null where nothing is said. */
export function whyOf({ session }: ConnectionView): string | null {
  const failure =
    ('reason' in session ? session.reason : null) ??
    ('attemptFailure' in session ? session.attemptFailure : null) ??
    null;
  return failure === null ? null : wordsOf(failure);
}
