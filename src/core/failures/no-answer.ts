import type { Failure } from '../../shared/failure.ts';
import { assertNever } from '../../shared/result.ts';
import type { CertificateProblem, FetchErrorCode } from '../ports/fetch.ts';
import { certificateLines, certificateWords } from './certificate-words.ts';
import { failure } from './failure.ts';

/** Whom the request was for: the provider of a sign-in, or whatever a person sends requests to. */
export type Asked = 'provider' | 'api';

interface Words {
  readonly what: string;
  readonly why: string;
  readonly next: Readonly<Record<Asked, string>>;
  /** True where the address may be what is wrong. */
  readonly address?: true;
}

/** Why a request got no answer, in words. `host` is host and port, never a whole URL. */
export function noAnswer(
  code: FetchErrorCode,
  host: string,
  asked: Asked,
  certificate: CertificateProblem | null = null,
): Failure {
  const { what, why, next, address } = wordsOf(code, host);
  // Of a provider nobody typed the URL: its addresses come from its description.
  const field = asked === 'api' && address === true ? 'URL' : null;
  if (certificate === null) return failure(code, what, why, next[asked], { host, field });
  const details = { host, certificates: certificateLines(certificate) };
  return failure(code, what, certificateWords(certificate), next[asked], details);
}

function wordsOf(code: FetchErrorCode, host: string): Words {
  switch (code) {
    case 'cancelled':
      return {
        what: 'It was cancelled.',
        why: 'It was stopped before an answer came.',
        next: { provider: 'Start it again when you like.', api: 'Send it again when you like.' },
      };
    case 'timed-out':
      return {
        what: `${host} did not answer in time.`,
        why: 'It may be busy, the internet connection may be slow, or its answer stopped in the middle.',
        next: {
          provider: 'Try again in a moment.',
          api: 'Check that the server is well, then send the request again.',
        },
      };
    case 'name-not-resolved':
      return {
        what: `${host} was not found.`,
        why: 'No computer of that name is known here. The name may be mistyped, or this computer is offline.',
        next: {
          provider: 'Check the name and the internet connection. A company network may need its VPN.',
          api: 'Check the URL and the internet connection. A company network may need its VPN.',
        },
        address: true,
      };
    case 'connection-failed':
      return {
        what: `${host} could not be reached.`,
        why: 'The connection was refused or broke off, or this computer is offline.',
        next: {
          provider: 'Check the internet connection and that the provider is running, then try again.',
          api: 'Check the port, the internet connection and that the server is running, then send again.',
        },
        address: true,
      };
    case 'certificate-invalid':
      return {
        what: `${host} could not prove who it is.`,
        why: 'Its certificate is not trusted on this computer. It may have expired, or something on the way changes the connection.',
        next: {
          provider: 'Do not go on from here. Ask whoever runs the provider or your network.',
          api: 'Nothing was sent. Ask whoever runs the server or your network.',
        },
      };
    case 'encryption-failed':
      return {
        what: `${host} and Latchkey found no way to encrypt.`,
        why: 'It may not speak https at that port, or only in versions that are not safe any more.',
        next: {
          provider: 'Try again in a moment, or tell whoever runs the provider.',
          api: 'Check the port, and whether the URL should begin with http: or https:, then send again.',
        },
        address: true,
      };
    case 'client-certificate-needed':
      return {
        what: `${host} asks for a client certificate.`,
        why: 'It wants a certificate that says who you are, and got no answer: nobody chose one, or this Latchkey runs on an Electron before 44, which cannot ask for it (Settings names the version).',
        next: {
          provider: 'Ask whoever runs the provider for an address that needs no certificate, or try again.',
          api: 'Ask whoever runs the server for an address that needs no certificate, or send the request again.',
        },
      };
    case 'client-certificate-refused':
      return {
        what: `${host} did not accept who you are.`,
        why: 'It lets in only those with a client certificate that it knows. None was sent, or it does not know the one that was, or its key could not be used.',
        next: {
          provider: 'Try again to choose another one. Whoever runs the provider knows which it takes.',
          api: 'Send the request again to choose another one. Whoever runs the server knows which it takes.',
        },
      };
    case 'proxy-sign-in-needed':
      return {
        what: `The way to ${host} is blocked by a proxy.`,
        why: 'The proxy of your network wants a sign-in of its own, and was given none that it takes.',
        next: {
          provider: 'Try again to be asked for it. Whoever runs your network knows what it is.',
          api: 'Send the request again to be asked for it. Whoever runs your network knows what it is.',
        },
      };
    case 'answer-unreadable':
      return {
        what: `The answer of ${host} could not be read.`,
        why: 'It is damaged, or it is no web answer at all.',
        next: {
          provider: 'Check that the address is right, then try again.',
          api: 'Check the port in the URL, or tell whoever runs the server.',
        },
      };
    case 'disk-failed':
      return {
        what: 'The file could not be sent whole.',
        why: 'It was removed, moved or changed since it was chosen, or the disk could not read it.',
        next: { provider: 'Try again.', api: 'Choose the file again, then send the request again.' },
      };
    default:
      return assertNever(code);
  }
}
