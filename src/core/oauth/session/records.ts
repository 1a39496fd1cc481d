import * as z from 'zod';
import type { Failure, FailureCode } from '../../../shared/failure.ts';
import type { ServerMetadata, SignOutJob, StoredSession, Transaction } from '../types.ts';

/**
 * What the vault holds for sessions. Each record names its shape by `format`; members that a later version added
 * are kept out of the way, never a reason to refuse.
 */
export const recordFormat = 1;

/** A sealed session: what was granted, where it came from, and why the person must sign in again, if so. */
export interface SessionRecord {
  readonly session: StoredSession;
  /** The metadata of the sign-in, so that renewing and signing out need no discovery (F33). */
  readonly metadata: ServerMetadata;
  /** Set when the session can only go on with a new sign-in; outlives a restart. */
  readonly needsSignIn: Failure | null;
}

/** A sealed running sign-in: enough to finish it after a crash, and to open the browser again. */
export interface PendingSignIn {
  readonly transaction: Transaction;
  readonly url: string;
  readonly metadata: ServerMetadata;
  /** The person asked for another account. */
  readonly anotherAccount: boolean;
}

/** A sealed sign-out with the name of its record. */
export interface KeptSignOut {
  readonly id: string;
  readonly job: SignOutJob;
}

const text = z.string();
const texts = z.array(text);
const instant = z.number();
const account = z.object({ subject: text, label: text });

const metadataSchema: z.ZodType<ServerMetadata> = z.object({
  issuer: text,
  authorizationEndpoint: text,
  tokenEndpoint: text,
  jwksUri: text.nullable(),
  revocationEndpoint: text.nullable(),
  endSessionEndpoint: text.nullable(),
  userinfoEndpoint: text.nullable(),
  // Records of the first version lack it.
  deviceAuthorizationEndpoint: text.nullable().default(null),
  issParameterSupported: z.boolean(),
  scopesSupported: texts.nullable(),
  promptValuesSupported: texts.nullable().default(null),
  codeChallengeMethodsSupported: texts.nullable(),
  idTokenSigningAlgValuesSupported: texts.nullable(),
  userinfoSigningAlgValuesSupported: texts.nullable().default(null),
  grantTypesSupported: texts.nullable(),
  tokenEndpointAuthMethodsSupported: texts.nullable().default(null),
  revocationEndpointAuthMethodsSupported: texts.nullable().default(null),
  source: z.enum(['issuer', 'manual']),
});

const failureSchema: z.ZodType<Failure> = z
  .object({ code: text, what: text, why: text, next: text })
  .transform((read) => ({ ...read, code: knownCode(read.code) }));

const sessionSchema: z.ZodType<StoredSession> = z.object({
  connectionId: text,
  issuer: text,
  clientId: text,
  tokenEndpoint: text,
  subject: text.nullable(),
  account: account.nullable(),
  claims: z.record(text, z.unknown()),
  userInfo: z.record(text, z.unknown()).nullable().default(null),
  idToken: text.nullable(),
  nonce: text.nullable(),
  refreshToken: text.nullable(),
  refreshIdleUntil: instant.nullable(),
  scopesAsked: texts,
  scopesGranted: texts,
  scopesAdded: texts.default([]),
  accessTokens: z.record(
    text,
    z.object({ value: text, tokenType: text, expiresAt: instant.nullable(), receivedAt: instant }),
  ),
  signedInAt: instant,
  renewedAt: instant.nullable(),
  refreshing: z.object({ startedAt: instant }).nullable(),
});

const transactionSchema: z.ZodType<Transaction> = z.object({
  attempt: text,
  connectionId: text,
  issuer: text,
  clientId: text,
  tokenEndpoint: text,
  redirectUri: text,
  way: z.enum(['scheme', 'loopback']),
  issParameterSupported: z.boolean(),
  state: text.min(1),
  nonce: text.nullable(),
  codeVerifier: text,
  scopes: texts,
  more: texts.default([]),
  added: texts.default([]),
  resource: text.nullable(),
  maxAge: z.number().nullable(),
  acrValues: texts.nullable(),
  startedAt: instant,
});

const jobSchema: z.ZodType<SignOutJob> = z.object({
  connectionId: text,
  issuer: text,
  clientId: text,
  revocationEndpoint: text,
  source: z.enum(['issuer', 'manual']).default('manual'),
  refreshToken: text.nullable(),
  accessTokens: texts,
  clientSecret: text.nullable().default(null),
  authMethods: texts.nullable().default(null),
  ends: instant.nullable().default(null),
  createdAt: instant,
  retryAt: instant,
  notBefore: instant.default(0),
  attempts: z.number(),
});

const format = z.literal(recordFormat);

const sessionRecordSchema = z.object({
  format,
  session: sessionSchema,
  metadata: metadataSchema,
  needsSignIn: failureSchema.nullable(),
});

const pendingSchema = z.object({
  format,
  transaction: transactionSchema,
  url: text,
  metadata: metadataSchema,
  anotherAccount: z.boolean(),
});

const signOutSchema = z.object({ format, job: jobSchema });

/** The value as the vault is to keep it. */
export function stored<T extends object>(record: T): T & { readonly format: typeof recordFormat } {
  return { format: recordFormat, ...record };
}

/** Reads a session record; null when it is not one that this version knows. */
export function parseSessionRecord(value: unknown): SessionRecord | null {
  return sessionRecordSchema.safeParse(value).data ?? null;
}

/** Reads a running sign-in; null when it is not one that this version knows. */
export function parsePendingSignIn(value: unknown): PendingSignIn | null {
  return pendingSchema.safeParse(value).data ?? null;
}

/** Reads a sign-out that is still to be delivered; null when it is not one that this version knows. */
export function parseSignOut(value: unknown): SignOutJob | null {
  return signOutSchema.safeParse(value).data?.job ?? null;
}

/** The codes with which a session can come to need a sign-in; anything else that was kept reads as the general one. */
const keptCodes: readonly FailureCode[] = [
  'sign-in-needed',
  'session-ended',
  'id-token-invalid',
  'token-response-invalid',
  'token-request-refused',
];

function knownCode(code: string): FailureCode {
  return keptCodes.find((known) => known === code) ?? 'sign-in-needed';
}
