import { failure } from '../../core/failures/failure.ts';
import { providerText } from '../../core/failures/provider-text.ts';
import { within } from '../../core/oauth/session/within.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { SchemeOwner } from '../../core/ports/scheme.ts';
import type { Failure } from '../../shared/failure.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import type { SchemeSystem } from './scheme-system.ts';

/** Who opens the scheme is known within this time, or not at all: the person waits for it with *Sign in* pressed. Milliseconds. */
const longestAsking = 10_000;
/** Registering runs a tool or two more. Milliseconds. */
const longestRepair = 30_000;

export interface SchemeRegistrationDeps {
  readonly system: SchemeSystem;
  readonly scheme: string;
  readonly clock: Clock;
  /** Whether this run may register itself where nobody else is: where no package manager does it for the app. */
  readonly registersItself: boolean;
}

export interface SchemeRegistration {
  /**
   * Who opens the app's scheme now (F30). Never rejects; asked anew each time, because any program can change it at any
   * moment, but once for all who ask together.
   */
  readonly owner: () => Promise<SchemeOwner>;
  /** At start: makes this app answer to its scheme where nobody does. Takes nothing from anybody. */
  readonly registerWhereFree: () => Promise<void>;
  /**
   * The person wants this app to open its scheme, whoever does it now. Looks afterwards whether it does, and fails with
   * `scheme-not-repaired` when the system kept it otherwise.
   */
  readonly repair: () => Promise<Result<null>>;
}

/** Who answers to the app's scheme, and how that is put right. */
export function createSchemeRegistration(deps: SchemeRegistrationDeps): SchemeRegistration {
  const { system, clock } = deps;
  const unknown: SchemeOwner = { kind: 'unknown' };
  let asking: Promise<SchemeOwner> | null = null;

  async function ask(): Promise<SchemeOwner> {
    // Whatever a tool or a file of the system does, it costs an answer and no more.
    const owner = await within(
      clock,
      longestAsking,
      system.owner().catch(() => unknown),
      unknown,
    );
    // Any program may call itself anything.
    return 'name' in owner ? { ...owner, name: providerText(owner.name) ?? 'an app without a name' } : owner;
  }

  return {
    async owner() {
      asking ??= ask().finally(() => {
        asking = null;
      });
      return await asking;
    },
    async registerWhereFree() {
      if (!deps.registersItself) return;
      const { kind } = await ask();
      if (kind === 'missing') await system.register();
    },
    async repair() {
      await within(
        clock,
        longestRepair,
        system.register().catch(() => undefined),
        undefined,
      );
      const owner = await ask();
      return owner.kind === 'ours' ? succeed(null) : fail(notRepaired(owner, deps.scheme));
    },
  };
}

function notRepaired(owner: Exclude<SchemeOwner, { readonly kind: 'ours' }>, scheme: string): Failure {
  return failure(
    'scheme-not-repaired',
    'The repair did not work.',
    `The system was asked to open “${scheme}:” with Latchkey. ${whatItSays(owner)}`,
    'Choose Latchkey for these links in the settings of your desktop (default apps), install Latchkey again, or sign in another way.',
  );
}

function whatItSays(owner: Exclude<SchemeOwner, { readonly kind: 'ours' }>): string {
  switch (owner.kind) {
    case 'another':
      return `It still opens it with “${owner.name}”.`;
    case 'stale':
      return `It still opens it with “${owner.name}”, which is not there.`;
    case 'missing':
      return 'It still opens it with nothing.';
    case 'unknown':
      return 'It does not say what it does now.';
    default:
      return assertNever(owner);
  }
}
