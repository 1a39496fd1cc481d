import type {
  ClientCertificateAnswer,
  ClientCertificateChosen,
  ClientCertificateQuestion,
  ClientCertificateState,
} from '../../shared/client-certificate.ts';
import { fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { providerText } from '../failures/provider-text.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  ClientCertificate,
  ClientCertificateChoice,
  ClientCertificatePrompt,
  ClientCertificates,
} from '../ports/client-certificates.ts';

/** What a person chose for a server, kept for the next run: fingerprints, and no key. */
export interface RememberedCertificates {
  clientCertificates(): readonly { readonly server: string; readonly fingerprint: string }[];
  /** Null: none any more. */
  setClientCertificate(server: string, fingerprint: string | null): void;
}

/**
 * The choices of a person for servers that want a certificate of theirs: asked for once however many requests wait, whatever
 * connection they belong to, and remembered for the server. What is not there any more, or was not taken, is asked for again.
 */
export interface ClientCertificateChoices extends ClientCertificates {
  state(): ClientCertificateState;
  /** The person's answer; what waits goes on with it. Fails with `not-found` where it is not asked any more, or was not offered. */
  answer(answer: ClientCertificateAnswer): Result<null>;
  /** The person wants something of the network: where a server refused that they chose none they may be asked again. */
  askAgain(): void;
  /** Forgets what was chosen for a server. */
  forget(server: string): void;
}

export interface ClientCertificateChoicesDeps {
  readonly remembered: RememberedCertificates;
  readonly clock: Pick<Clock, 'now'>;
  /** The state is not what it was. */
  readonly changed: () => void;
}

interface Question extends ClientCertificatePrompt {
  readonly id: string;
  readonly again: ClientCertificateQuestion['again'];
  readonly answered: Promise<ClientCertificateChoice>;
  readonly settle: (choice: ClientCertificateChoice) => void;
}

export function createClientCertificateChoices({
  remembered,
  clock,
  changed,
}: ClientCertificateChoicesDeps): ClientCertificateChoices {
  /** By server, in the order in which they came up; the first is asked. */
  const questions = new Map<string, Question>();
  /** Servers that get none in this run, and those about which nobody is asked for now, though they did not take that. */
  const none = new Set<string>();
  const declined = new Set<string>();
  const refused = new Set<string>();
  let number = 0;

  const chosenFor = (server: string): string | null =>
    remembered.clientCertificates().find((known) => known.server === server)?.fingerprint ?? null;
  const expired = ({ validUntil }: ClientCertificate): boolean => validUntil <= clock.now();
  const ask = (prompt: ClientCertificatePrompt, again: Question['again']): Question => {
    number += 1;
    const question = { ...prompt, id: String(number), again, ...deferred() };
    questions.set(prompt.server, question);
    changed();
    return question;
  };
  const close = (question: Question, choice: ClientCertificateChoice): void => {
    questions.delete(question.server);
    question.settle(choice);
    changed();
  };

  return {
    async choose(prompt) {
      const { server, certificates } = prompt;
      const running = questions.get(server);
      if (running !== undefined) return running.answered;
      const chosen = chosenFor(server);
      const usable = certificates.find(({ fingerprint }) => fingerprint === chosen);
      if (chosen !== null && usable !== undefined && !expired(usable))
        return { kind: 'use', fingerprint: chosen };
      if (none.has(server) || declined.has(server)) return { kind: 'none' };
      if (chosen !== null) return ask(prompt, 'gone').answered;
      return ask(prompt, refused.has(server) ? 'refused' : null).answered;
    },
    withdraw(server) {
      const question = questions.get(server);
      if (question !== undefined) close(question, { kind: 'withdrawn' });
    },
    refused(server) {
      none.delete(server);
      if (chosenFor(server) !== null) {
        remembered.setClientCertificate(server, null);
        refused.add(server);
      }
      changed();
    },
    state() {
      const [question] = questions.values();
      return {
        question: question === undefined ? null : shown(question, expired),
        choices: [
          ...remembered.clientCertificates().map(({ server, fingerprint }) => ({ server, fingerprint })),
          ...[...none].map((server): ClientCertificateChosen => ({ server, fingerprint: null })),
        ],
      };
    },
    answer({ id, fingerprint }) {
      const question = [...questions.values()].find((asked) => asked.id === id);
      if (question === undefined) return fail(nothingAsked());
      const { server } = question;
      if (fingerprint === null) {
        remembered.setClientCertificate(server, null);
        none.add(server);
        declined.add(server);
        close(question, { kind: 'none' });
        return succeed(null);
      }
      if (!question.certificates.some((offered) => offered.fingerprint === fingerprint))
        return fail(nothingAsked());
      none.delete(server);
      refused.delete(server);
      remembered.setClientCertificate(server, fingerprint);
      close(question, { kind: 'use', fingerprint });
      return succeed(null);
    },
    askAgain() {
      declined.clear();
    },
    forget(server) {
      none.delete(server);
      declined.delete(server);
      refused.delete(server);
      remembered.setClientCertificate(server, null);
      changed();
    },
  };
}

function shown(
  { id, server, again, certificates }: Question,
  expired: (certificate: ClientCertificate) => boolean,
): ClientCertificateQuestion {
  const offered = certificates.map((certificate) => ({
    fingerprint: certificate.fingerprint,
    subject: providerText(certificate.subject),
    issuer: providerText(certificate.issuer),
    validUntil: certificate.validUntil,
    expired: expired(certificate),
  }));
  return { id, server, again, certificates: offered };
}

function deferred(): Pick<Question, 'answered' | 'settle'> {
  let resolveNow: ((choice: ClientCertificateChoice) => void) | null = null;
  const answered = new Promise<ClientCertificateChoice>((resolve) => {
    resolveNow = resolve;
  });
  return { answered, settle: (choice) => resolveNow?.(choice) };
}

function nothingAsked() {
  return failure(
    'not-found',
    'The server does not ask any more.',
    'It was answered already, or what waited for it has ended.',
    'Send your request again.',
  );
}
