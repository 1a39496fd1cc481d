import type { Failure } from '../../shared/failure.ts';
import { failure } from './failures.ts';
import { providerText } from '../failures/provider-text.ts';

const stillIn = 'You are signed in all the same; only the name that is shown may be a bare one.';

/** R42: a statement about somebody else than the ID token is about. */
export function anotherPerson(subject: unknown, host: string): Failure {
  const named = providerText(subject);
  return failure(
    'user-info-invalid',
    `What ${host} says about your account was discarded.`,
    named === null
      ? 'It does not say whom it is about.'
      : `It is about “${named}”, and not about the account that signed in.`,
    stillIn,
    { host, field: 'sub' },
  );
}

export function falseStatement(why: string, host: string): Failure {
  return failure('user-info-invalid', `What ${host} says about your account was discarded.`, why, stillIn, {
    host,
  });
}

export function noUserInfo(status: number, host: string): Failure {
  return failure(
    'answer-unreadable',
    `${host} did not say more about your account.`,
    `It answered with status ${String(status)}.`,
    stillIn,
    { host, httpStatus: status },
  );
}

export function unreadableUserInfo(host: string): Failure {
  return failure(
    'answer-unreadable',
    `What ${host} says about your account cannot be read.`,
    'It is not what a provider sends.',
    stillIn,
    { host },
  );
}
