import { FetchError, type CertificateProblem, type FetchErrorCode } from '../../core/ports/fetch.ts';

/** Chromium's own names for what stops an exchange (net/base/net_error_list.h), by what a person can do about it. */
const codesByName: Readonly<Record<string, FetchErrorCode>> = {
  ABORTED: 'cancelled',
  TIMED_OUT: 'timed-out',
  CONNECTION_TIMED_OUT: 'timed-out',
  SSL_HANDSHAKE_TIMED_OUT: 'timed-out',
  NAME_NOT_RESOLVED: 'name-not-resolved',
  NAME_RESOLUTION_FAILED: 'name-not-resolved',
  DNS_TIMED_OUT: 'name-not-resolved',
  DNS_SERVER_FAILED: 'name-not-resolved',
  DNS_MALFORMED_RESPONSE: 'name-not-resolved',
  ICANN_NAME_COLLISION: 'name-not-resolved',
  UNEXPECTED_PROXY_AUTH: 'proxy-sign-in-needed',
  PROXY_AUTH_REQUESTED: 'proxy-sign-in-needed',
  PROXY_AUTH_UNSUPPORTED: 'proxy-sign-in-needed',
  PROXY_AUTH_REQUESTED_WITH_NO_CONNECTION: 'proxy-sign-in-needed',
  PROXY_CERTIFICATE_INVALID: 'certificate-invalid',
  SSL_CLIENT_AUTH_CERT_NEEDED: 'client-certificate-needed',
  BAD_SSL_CLIENT_AUTH_CERT: 'client-certificate-refused',
  SSL_CLIENT_AUTH_PRIVATE_KEY_ACCESS_DENIED: 'client-certificate-refused',
  SSL_CLIENT_AUTH_CERT_NO_PRIVATE_KEY: 'client-certificate-refused',
  SSL_CLIENT_AUTH_SIGNATURE_FAILED: 'client-certificate-refused',
  SSL_CLIENT_AUTH_NO_COMMON_ALGORITHMS: 'client-certificate-refused',
  SSL_PROTOCOL_ERROR: 'encryption-failed',
  SSL_VERSION_OR_CIPHER_MISMATCH: 'encryption-failed',
  SSL_PINNED_KEY_NOT_IN_CERT_CHAIN: 'certificate-invalid',
  SSL_OBSOLETE_CIPHER: 'encryption-failed',
  CERTIFICATE_TRANSPARENCY_REQUIRED: 'certificate-invalid',
  CONTENT_DECODING_FAILED: 'answer-unreadable',
  INVALID_HTTP_RESPONSE: 'answer-unreadable',
  INVALID_RESPONSE: 'answer-unreadable',
  INVALID_REDIRECT: 'answer-unreadable',
  RESPONSE_HEADERS_TOO_BIG: 'answer-unreadable',
  RESPONSE_HEADERS_MULTIPLE_CONTENT_LENGTH: 'answer-unreadable',
  RESPONSE_HEADERS_MULTIPLE_LOCATION: 'answer-unreadable',
  RESPONSE_HEADERS_MULTIPLE_CONTENT_DISPOSITION: 'answer-unreadable',
  RESPONSE_HEADERS_TRUNCATED: 'answer-unreadable',
};

/**
 * The port's error for one of Electron's (`net::ERR_…`). The message carries Chromium's name and nothing of the exchange.
 * A name that is not listed becomes `connection-failed`.
 */
export function netError(error: unknown, certificate: CertificateProblem | null = null): FetchError {
  if (error instanceof FetchError) return error;
  const name = /net::ERR_([A-Z0-9_]+)/.exec(error instanceof Error ? error.message : '')?.[1];
  if (name === undefined)
    return new FetchError('connection-failed', 'The exchange did not work.', { cause: error });
  const code = codeFor(name);
  return new FetchError(code, `net::ERR_${name}`, {
    cause: error,
    certificate: name.startsWith('CERT_') ? certificate : null,
  });
}

function codeFor(name: string): FetchErrorCode {
  const known = codesByName[name];
  if (known !== undefined) return known;
  return name.startsWith('CERT_') ? 'certificate-invalid' : 'connection-failed';
}

/** Whether an error of Electron's only says that the network takes no more of a body. */
export function isPipeError(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('mojo result not ok');
}
