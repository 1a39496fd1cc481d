import type { FetchErrorCode } from '../../src/core/ports/fetch.ts';

/** All of them: the compiler holds the list against the port. */
const codes: Readonly<Record<FetchErrorCode, true>> = {
  cancelled: true,
  'disk-failed': true,
  'timed-out': true,
  'name-not-resolved': true,
  'connection-failed': true,
  'certificate-invalid': true,
  'encryption-failed': true,
  'client-certificate-needed': true,
  'client-certificate-refused': true,
  'proxy-sign-in-needed': true,
  'answer-unreadable': true,
};

export const fetchErrorCodes = Object.keys(codes).filter((code): code is FetchErrorCode => code in codes);
