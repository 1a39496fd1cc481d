import { fail, succeed, type Result } from '../../shared/result.ts';
import type { ProxyAnswer, ProxyState } from '../../shared/proxy.ts';
import { providerText } from '../failures/provider-text.ts';
import { failure } from '../failures/failure.ts';
import type { Credentials, ProxyCredentials, ProxyPrompt } from '../ports/proxy-credentials.ts';
import type { Vault } from '../vault/vault.ts';
import { proxyKey, SealedCredentials } from './sealed-credentials.ts';

/**
 * The sign-ins of proxies: known for the run in main's memory, sealed where the person wants that, asked for once however
 * many requests wait. They are never noted anywhere, and the page learns of none.
 */
export interface ProxySignIns extends ProxyCredentials {
  state(): ProxyState;
  /**
   * The person's answer; what waits goes on with it. Fails with `not-found` where nothing is asked any more, and with
   * `disk-full` or `disk-failed` where it could not be sealed: it is known for this run then.
   */
  answer(input: ProxyAnswer): Promise<Result<null>>;
  /** The person gives none: what waits fails, and so does what comes, until `askAgain`. */
  decline(id: string): void;
  /** The person wants something of the network: they may be asked again. */
  askAgain(): void;
  /** Learns what is sealed; called whenever the vault was opened. */
  restore(): Promise<void>;
  /** The vault was locked: nothing is known any more, until it is opened or the person is asked. */
  lock(): void;
  /** Forgets every sign-in, in memory and on disk. Fails as the vault does. */
  forget(): Promise<Result<null>>;
}

export interface ProxySignInsDeps {
  readonly vault: Vault;
  /** The state is not what it was. */
  readonly changed: () => void;
}

interface Question {
  readonly id: string;
  readonly key: string;
  readonly prompt: ProxyPrompt;
  readonly refused: boolean;
  readonly answered: Promise<Credentials | null>;
  readonly settle: (credentials: Credentials | null) => void;
}

export function createProxySignIns({ vault, changed }: ProxySignInsDeps): ProxySignIns {
  const sealed = new SealedCredentials(vault);
  const known = new Map<string, Credentials>();
  const declined = new Set<string>();
  /** In the order in which they came up; the first is asked. */
  const questions = new Map<string, Question>();
  let number = 0;

  const ask = (key: string, prompt: ProxyPrompt, refused: boolean): Promise<Credentials | null> => {
    const running = questions.get(key);
    if (running !== undefined) return running.answered;
    number += 1;
    const question = { id: String(number), key, prompt, refused, ...deferred() };
    questions.set(key, question);
    changed();
    return question.answered;
  };
  const close = (question: Question, credentials: Credentials | null): void => {
    questions.delete(question.key);
    question.settle(credentials);
    changed();
  };
  const asked = (id: string): Question | undefined =>
    [...questions.values()].find((question) => question.id === id);

  return {
    async forProxy(prompt, refused) {
      const key = proxyKey(prompt);
      const before = known.get(key);
      if (before !== undefined && refused !== null && same(before, refused)) {
        known.delete(key);
        if (!sealed.locked) await sealed.remove(key);
      }
      const now = known.get(key);
      if (now !== undefined) return now;
      return declined.has(key) ? null : ask(key, prompt, refused !== null);
    },
    state() {
      const [question] = questions.values();
      return {
        question:
          question === undefined
            ? null
            : {
                id: question.id,
                proxy: `${question.prompt.host}:${String(question.prompt.port)}`,
                realm: providerText(question.prompt.realm) ?? null,
                refused: question.refused,
                readable: question.prompt.readable,
                canRemember: sealed.open,
              },
        known: known.size > 0,
      };
    },
    async answer({ id, username, password, remember }) {
      const question = asked(id);
      if (question === undefined) return fail(nothingAsked());
      const credentials = { username, password };
      known.set(question.key, credentials);
      close(question, credentials);
      if (!remember || !sealed.open) return succeed(null);
      const kept = await sealed.keep(question.prompt, credentials);
      return kept.ok ? succeed(null) : kept;
    },
    decline(id) {
      const question = asked(id);
      if (question === undefined) return;
      declined.add(question.key);
      close(question, null);
    },
    askAgain() {
      declined.clear();
    },
    async restore() {
      if (sealed.locked) return;
      const remembered = await sealed.all();
      // Locked meanwhile, it may hold what was read before.
      if (sealed.locked) return;
      for (const { key, credentials } of remembered) if (!known.has(key)) known.set(key, credentials);
      changed();
    },
    lock() {
      known.clear();
      changed();
    },
    async forget() {
      known.clear();
      changed();
      const removed = await sealed.removeAll();
      return removed.ok ? succeed(null) : removed;
    },
  };
}

function same(one: Credentials, other: Credentials): boolean {
  return one.username === other.username && one.password === other.password;
}

function deferred(): Pick<Question, 'answered' | 'settle'> {
  let resolveNow: ((credentials: Credentials | null) => void) | null = null;
  const answered = new Promise<Credentials | null>((resolve) => {
    resolveNow = resolve;
  });
  return { answered, settle: (credentials) => resolveNow?.(credentials) };
}

function nothingAsked() {
  return failure(
    'not-found',
    'The proxy does not ask any more.',
    'It was answered already, or what waited for it has ended.',
    'Send your request again.',
  );
}
