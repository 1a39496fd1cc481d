import { describe, expect, it } from 'vitest';
import { appHandlers, type AppHandlerDeps } from '../../../../src/main/ipc/handlers/app-handlers.ts';
import { schemas } from '../../../../src/main/ipc/schemas.ts';
import { fail, succeed } from '../../../../src/shared/result.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const notOpened = {
  code: 'not-found',
  what: 'The clock settings could not be opened.',
  why: 'There are none.',
  next: 'Set the clock in a terminal.',
} as const;

function setUp(changes: Partial<AppHandlerDeps> = {}) {
  return appHandlers({
    appState: () => {
      throw new Error('not asked for here');
    },
    setPreferences: () => undefined,
    setRequestTimeouts: () => undefined,
    unlock: () => succeed(null),
    copy: () => Promise.resolve(),
    openFolder: () => Promise.resolve(''),
    openClockSettings: () => succeed(null),
    repairScheme: () => succeed(null),
    pageReady: () => undefined,
    ...changes,
  });
}

describe('appHandlers', () => {
  it('opens the clock settings, and says why where that did not work', async () => {
    expect(valueOf(await setUp().openClockSettings(null))).toBeNull();
    const { openClockSettings } = setUp({ openClockSettings: () => fail(notOpened) });
    expect(failureOf(await openClockSettings(null))).toEqual(notOpened);
  });

  it('F30+: repairs the scheme, and says why where that did not work; the page cannot say which', async () => {
    const refused = { ...notOpened, code: 'scheme-not-repaired' } as const;
    expect(valueOf(await setUp().repairScheme(null))).toBeNull();
    const { repairScheme } = setUp({ repairScheme: () => fail(refused) });
    expect(failureOf(await repairScheme(null))).toEqual(refused);
    expect(schemas.repairScheme.safeParse({ scheme: 'https' }).success).toBe(false);
  });

  it('the page cannot say what is opened: the call carries nothing', () => {
    expect(schemas.openClockSettings.safeParse(null).success).toBe(true);
    expect(schemas.openClockSettings.safeParse({ url: 'https://evil.test' }).success).toBe(false);
  });

  it('says why the log folder could not be opened', async () => {
    const { openLogFolder } = setUp({ openFolder: () => Promise.resolve('No file manager.') });
    expect(failureOf(await openLogFolder(null)).why).toBe('No file manager.');
    expect(valueOf(await setUp().openLogFolder(null))).toBeNull();
  });
});
