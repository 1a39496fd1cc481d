import type { Failure, FailureCode } from '../../../shared/failure.ts';
import type { Result } from '../../../shared/result.ts';
import { discover, manualMetadata } from '../discovery.ts';
import { hostOf } from '../failures.ts';
import type { KeySource } from '../keys.ts';
import type { ServerMetadata } from '../types.ts';
import { isSessionOf } from './belonging.ts';
import type { Tools } from './tools.ts';

/** The provider gave no answer at all. */
const unreached: readonly FailureCode[] = [
  'cancelled',
  'timed-out',
  'name-not-resolved',
  'connection-failed',
  'certificate-invalid',
  'encryption-failed',
  'client-certificate-needed',
  'client-certificate-refused',
  'proxy-sign-in-needed',
];

/**
 * Whether a failure looks as if the endpoint was moved (F19): nobody there knows it, or there is no such host. A provider
 * that answers in its own words, or that it does not work at the moment, has not moved.
 * @param unanswered whether it was asked before and gave no answer then either.
 */
export function mayHaveMoved({ code, details }: Failure, unanswered = true): boolean {
  if (['name-not-resolved', 'certificate-invalid', 'encryption-failed'].includes(code)) return true;
  if (code === 'connection-failed' || code === 'timed-out') return unanswered;
  return details?.providerError === undefined && isGone(details?.httpStatus);
}

/** What a server answers where nothing is served any more, or from another address by now (RFC 9110 §15). */
function isGone(httpStatus: number | undefined): boolean {
  if (httpStatus === undefined) return false;
  return (httpStatus >= 300 && httpStatus <= 399) || [404, 405, 410, 421].includes(httpStatus);
}

/** Whose metadata it is, and for which client. */
export interface Origin {
  readonly issuer: string;
  readonly clientId: string;
  readonly source: ServerMetadata['source'];
}

/** The metadata as it is published now; null where it cannot be had, or may not be followed. */
export type Published = () => Promise<ServerMetadata | null>;

/**
 * Reads the metadata of a session's issuer again (F19), at most once however often it is called, so that nothing goes in
 * circles. It has to name the same issuer (R44). Endpoints by hand are followed nowhere: their hosts were confirmed (R87).
 */
export function publishedNow(origin: Origin, tools: Tools, signal: AbortSignal): Published {
  let reading: Promise<ServerMetadata | null> | null = null;
  return async () => {
    reading ??= read(origin, tools, signal);
    return reading;
  };
}

async function read(origin: Origin, tools: Tools, signal: AbortSignal): Promise<ServerMetadata | null> {
  if (origin.source !== 'issuer') return null;
  const found = await metadataNow(origin, tools, signal);
  if (found.ok) return found.value.source === 'issuer' ? found.value : null;
  // Where nothing answers, this computer is offline, which is told otherwise.
  if (!unreached.includes(found.failure.code)) {
    tools.activity.add({
      connectionId: tools.connectionId,
      step: 'discovery',
      outcome: 'failed',
      summary: 'An address of the provider does not work any more, and no other one was found.',
      facts: [
        { name: 'Host', value: hostOf(origin.issuer) },
        { name: 'Why', value: found.failure.why },
      ],
      failureCode: found.failure.code,
    });
  }
  return null;
}

/** A connection may say where its metadata is; one that is deleted, or another client by now, has nothing to say. */
async function metadataNow(
  origin: Origin,
  tools: Tools,
  signal: AbortSignal,
): Promise<Result<ServerMetadata>> {
  const connection = tools.connection();
  const manual = connection !== null && isSessionOf(origin, connection) ? connection.manual : undefined;
  return manual === undefined
    ? discover(origin.issuer, tools.exchange(signal))
    : manualMetadata(origin.issuer, manual, tools.exchange(signal));
}

/** Tells the activity where an endpoint is now. */
export function noteMove(what: string, endpoint: string, tools: Tools): void {
  tools.activity.add({
    connectionId: tools.connectionId,
    step: 'discovery',
    outcome: 'noted',
    summary: `The provider moved ${what}; its metadata names the new one.`,
    facts: [{ name: 'Host', value: hostOf(endpoint) }],
  });
}

/** The keys of an issuer, looked for at the address that its metadata names now where the one of before is gone (F19). */
export function keysThatMove(known: KeySource, moved: () => Promise<KeySource | null>): KeySource {
  let current = known;
  return {
    async find(header) {
      const found = await current.find(header);
      if (found.ok || found.failure.code !== 'keys-unavailable' || current !== known) return found;
      const { httpStatus } = found.failure.details ?? {};
      const next = httpStatus === undefined || isGone(httpStatus) ? await moved() : null;
      if (next === null) return found;
      current = next;
      return current.find(header);
    },
    findPublished: async (header) => current.findPublished(header),
  };
}
