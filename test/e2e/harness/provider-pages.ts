import type { Locator, Page } from 'playwright-core';
import type { Browser } from './browser.ts';
import { eventually } from './processes.ts';
import { judgePage } from '../../support/provider-pages/judge-page.ts';
import type { Answer, Purpose } from '../../support/provider-pages/judge-page.ts';
import { controlSelector, readControls } from '../../support/provider-pages/page-facts.ts';
import type { Control, PageFacts } from '../../support/provider-pages/page-facts.ts';

/** Who answers the pages of a provider, and what for. */
export interface Person extends Purpose {
  readonly password: string;
}

export interface Answered {
  /** How many pages were answered. */
  readonly pages: number;
  /** Why it went no further, one sentence; null: it came to its end. */
  readonly why: string | null;
  /** What the page says at which it stopped; null where it did not. */
  readonly said: string | null;
}

type Ended = () => boolean | Promise<boolean>;

/** More pages than any sign-in has. */
const atMost = 8;
/** For a page to follow, and for the app to tell what came of the last one, which may be started once more to be told. In milliseconds. */
const within = 45_000;
/** The same where the page came as an error: nothing more is to be expected. */
const withinOfAnError = 5000;

/**
 * Answers the pages of a provider that nobody here knows: fields by type and name, one submit after another, at most eight
 * pages, until `ended` says that the app has its answer. The page's own frame only. What it cannot do is said, and is
 * no error.
 */
export async function answerPages(page: Page, person: Person, ended: Ended): Promise<Answered> {
  let last = '';
  let given: Answer | null = null;
  for (let pages = 0; pages < atMost; pages += 1) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- one page comes after the other
    const next = await nextPage(page, last, ended);
    if (next === 'ended') return { pages, why: null, said: null };
    if (next === 'nothing new') return { pages, why: 'No page followed, and no end.', said: null };
    const answer = judgePage(next, person);
    const refused = whyRefused(given, answer, next);
    if (refused !== null) return { pages, why: refused, said: next.text };
    if (answer.kind === 'stuck') {
      // The last page can be there before the app has told what came of it.
      // oxlint-disable-next-line eslint/no-await-in-loop -- as above
      const over = await endsAt(page, ended);
      return { pages, why: over ? null : answer.why, said: over ? null : next.text };
    }
    given = answer;
    last = fingerprint(next);
    // oxlint-disable-next-line eslint/no-await-in-loop -- as above
    await give(page, answer, person);
  }
  const why = `After ${String(atMost)} pages there is still another one.`;
  return { pages: atMost, why: (await endsAt(page, ended)) ? null : why, said: null };
}

/** Asked for the same once more, a provider has not taken what it was given. */
function whyRefused(given: Answer | null, answer: Answer, { text }: PageFacts): string | null {
  if (given?.kind !== 'fill' || answer.kind !== 'fill') return null;
  const again =
    answer.password === null ? given.user !== null && given.password === null : given.password !== null;
  return again
    ? `The provider asks for the name or the password again; its page says “${text.slice(0, 300)}”.`
    : null;
}

async function endsAt(page: Page, ended: Ended): Promise<boolean> {
  const look = async (): Promise<true | null> => ((await ended()) ? true : null);
  const patience = (await statusOf(page)) < 400 ? within : withinOfAnError;
  return await eventually('the end', look, patience).catch(() => false);
}

/** With which the page came; 0 where nobody knows. */
async function statusOf(page: Page): Promise<number> {
  try {
    return await page.evaluate(() => {
      const [came] = performance.getEntriesByType('navigation');
      return came instanceof PerformanceNavigationTiming ? came.responseStatus : 0;
    });
  } catch {
    return 0;
  }
}

async function give(page: Page, answer: Exclude<Answer, { kind: 'stuck' }>, person: Person): Promise<void> {
  const at = ({ index }: Control): Locator => page.locator(controlSelector).nth(index);
  const { check, press } = answer;
  if (answer.kind === 'fill') {
    if (answer.user !== null) await at(answer.user).fill(person.user);
    if (answer.password !== null) await at(answer.password).fill(person.password);
  }
  // oxlint-disable-next-line eslint/no-await-in-loop -- one tick after the other, as a person does
  for (const box of check) await at(box).check();
  const field = answer.kind === 'fill' ? (answer.password ?? answer.user) : null;
  if (press !== null) await at(press).click();
  else if (field !== null) await at(field).press('Enter');
}

/**
 * Answers in the tab that the app opens at a provider. One that knows the browser already may send it back without a page:
 * then none was answered.
 */
export async function answerAt(
  browser: Browser,
  origin: string,
  person: Person,
  ended: Ended,
): Promise<Answered> {
  const tab = await eventually(
    'a tab of the provider, or the end',
    async () => ((await ended()) ? ('ended' as const) : browser.newTab(origin)),
    within,
  );
  const answered =
    tab === 'ended' ? { pages: 0, why: null, said: null } : await answerPages(tab, person, ended);
  browser.answeredAll(origin);
  return answered;
}

/** The page after the one that was answered, once it stands still. */
async function nextPage(
  page: Page,
  last: string,
  ended: Ended,
): Promise<PageFacts | 'ended' | 'nothing new'> {
  let before = '';
  return await eventually(
    'the next page',
    async () => {
      if (page.isClosed() || (await ended())) return 'ended' as const;
      const facts = await read(page);
      if (facts === null || (facts.controls.length === 0 && facts.text === '')) return null;
      const now = fingerprint(facts);
      const still = now === before;
      before = now;
      return still && now !== last ? facts : null;
    },
    within,
  ).catch(() => 'nothing new' as const);
}

/** Null while the page is being replaced, or has come in part only. */
async function read(page: Page): Promise<PageFacts | null> {
  try {
    const controls = await page.locator(controlSelector).evaluateAll(readControls);
    const text = await page.locator('body').innerText({ timeout: 2000 });
    const { made, whole } = await page.evaluate(() => ({
      made: performance.timeOrigin,
      whole: document.readyState !== 'loading',
    }));
    const words = text.replaceAll(/\s+/g, ' ').trim().slice(0, 1000);
    return whole ? { address: page.url(), document: made, controls, text: words } : null;
  } catch {
    return null;
  }
}

/** Tells a page from another; what is filled in does not count, an address does. */
function fingerprint({ address, controls, document, text }: PageFacts): string {
  return JSON.stringify([address, document, text, controls.map(({ kind, words }) => [kind, words])]);
}
