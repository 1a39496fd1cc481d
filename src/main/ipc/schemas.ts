import * as z from 'zod';
import type { Command, Commands } from '../../shared/ipc.ts';
import { longestHistoryPage } from '../../shared/history.ts';
import { longestPageWords, providerIds } from '../../shared/provider.ts';
import { longestBodyPart } from '../../shared/request.ts';

/*
 * What the page may send, in shape and in size. Whether a value makes sense is judged where it belongs (an issuer by
 * the core): these limits only keep what is absurd from costing anything. All lengths are in characters.
 */

/** Longer than any field's own limit, so that the field's owner can say what is wrong with it. */
const longestText = 20_000;
/** Twice the longest callback that is looked at, and room for what a person pastes by mistake. */
const longestPaste = 20_000;
const longestRequestId = 64;
const longestMethod = 100;
const longestUrl = 100_000;
const longestHeaderName = 1000;
const longestHeaderValue = 100_000;
const longestPassphrase = 4000;
const mostHeaders = 500;
const longestBody = 32_000_000;
const longestPath = 8000;
const mostFields = 5000;
const longestCopy = 8_000_000;
const longestCommand = 12_000_000;
/** Longer than a variable's own limit. */
const longestValue = 200_000;
const longestQuery = 1000;
/** The name of a part of an issuer. */
const longestPart = 40;
/** No provider's address is made of more. */
const mostParts = 8;
const mostConnections = 10_000;
const mostOperations = 20_000;

const text = z.string().max(longestText);
/** Longer than any that is taken, so that the vault can say what is wrong with it. */
const passphrase = z.string().max(longestPassphrase);
/** 128 random bits in lower-case base32. */
const randomId = z.string().regex(/^[a-z2-7]{26}$/);
const connectionId = randomId;
const requestId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(longestRequestId);
const redirectWay = z.enum(['scheme', 'loopback']);
/** Scopes that are asked for at once, beyond those of the settings. */
const mostAskedScopes = 20;
/** RFC 6749 §3.3. */
const scopeToken = z
  .string()
  .max(300)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/);
const signInWay = z.enum(['scheme', 'loopback', 'device']);
/** Names of twelve folders. */
const savedPath = z.string().max(8000);
const savedName = z.string().max(2000);
const undo = z.string().regex(/^\d{1,16}$/);
const proxyQuestion = undo;
/** `sha256/` and 32 bytes in base64. */
const longestFingerprint = 100;
/** A name (RFC 1035) and a port. */
const longestServer = 300;
const historyEntry = z.string().regex(/^\d{1,15}$/);
const scope = z.union([connectionId, z.literal('global')]);
const checkSubject = z.strictObject({ of: z.union([connectionId, z.literal('computer')]) });
const nothing = z.null();
const onlyId = z.strictObject({ id: connectionId });

const endpoints = z.strictObject({
  authorizationEndpoint: text,
  tokenEndpoint: text,
  jwksUri: text,
  userinfoEndpoint: text,
  revocationEndpoint: text,
  endSessionEndpoint: text,
  deviceAuthorizationEndpoint: text,
});

const connectionInput = z.strictObject({
  name: text,
  issuer: text,
  clientId: text,
  scopes: text,
  apiOrigins: text,
  redirectWays: z.array(redirectWay).max(2).readonly(),
  redirectSpelling: z.enum(['path', 'authority']),
  loopbackHost: z.enum(['127.0.0.1', 'localhost']),
  loopbackPorts: text,
  signOutInBrowser: z.boolean(),
  renewal: z.enum(['automatic', 'on-demand']),
  endpoints: endpoints.exactOptional(),
  clientSecret: text.nullable().exactOptional(),
});

const body = z.string().max(longestBody);
const off = z.literal(true).exactOptional();
const fileName = z.string().max(longestPath);
/** Of a saved request. */
const revision = z.string().regex(/^[0-9a-f]{32}$/);
const fileToSend = z.union([
  z.strictObject({
    ticket: randomId,
    name: fileName,
    size: z.int().nonnegative(),
    path: fileName.exactOptional(),
  }),
  z.strictObject({ ticket: z.null(), name: fileName, path: fileName.exactOptional() }),
]);
const mediaType = z.string().max(longestHeaderValue).exactOptional();
const requestBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['json', 'text']), text: body }),
  z.strictObject({
    kind: z.literal('form'),
    fields: z
      .array(z.strictObject({ name: body, value: body, off }))
      .max(mostFields)
      .readonly(),
  }),
  z.strictObject({
    kind: z.literal('multipart'),
    parts: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('text'), name: body, value: body, type: mediaType, off }),
          z.strictObject({ kind: z.literal('file'), name: body, file: fileToSend, type: mediaType, off }),
        ]),
      )
      .max(mostFields)
      .readonly(),
  }),
  z.strictObject({ kind: z.literal('file'), file: fileToSend }),
  z.strictObject({ kind: z.literal('graphql'), query: body, variables: body }),
]);

export const requestDraft = z.strictObject({
  method: z.string().max(longestMethod),
  url: z.string().max(longestUrl),
  offQuery: z
    .array(z.strictObject({ at: z.int().nonnegative().max(mostFields), pair: z.string().max(longestUrl) }))
    .max(mostFields)
    .readonly()
    .exactOptional(),
  headers: z
    .array(z.tuple([z.string().max(longestHeaderName), z.string().max(longestHeaderValue)]).readonly())
    .max(mostHeaders)
    .readonly(),
  offHeaders: z
    .array(
      z.strictObject({
        at: z.int().nonnegative().max(mostFields),
        name: z.string().max(longestHeaderName),
        value: z.string().max(longestHeaderValue),
      }),
    )
    .max(mostHeaders)
    .readonly()
    .exactOptional(),
  body: requestBody.nullable(),
  authorization: z.enum(['on', 'off']),
});

/** One schema a command: a command without one, or with one of another shape, does not compile. */
export const schemas = {
  getAppState: nothing,
  setPreferences: z.strictObject({ colorScheme: z.enum(['auto', 'light', 'dark']) }),
  setRequestTimeouts: z.strictObject({
    firstByteSeconds: z.union([z.literal(10), z.literal(30), z.literal(60), z.literal(300)]).nullable(),
    idleSeconds: z.union([z.literal(10), z.literal(30), z.literal(120), z.literal(600)]).nullable(),
  }),
  listConnections: nothing,
  checkIssuer: z.strictObject({ issuer: text }),
  recognizeProvider: z.strictObject({ text, part: text }),
  registrationGuide: z.strictObject({
    ...connectionInput.pick({
      issuer: true,
      scopes: true,
      redirectWays: true,
      redirectSpelling: true,
      loopbackHost: true,
      loopbackPorts: true,
    }).shape,
    endpoints: endpoints.exactOptional(),
    id: connectionId.exactOptional(),
    provider: z.enum(providerIds).exactOptional(),
  }),
  listProviders: nothing,
  makeIssuer: z.strictObject({
    provider: z.enum(providerIds),
    parts: z
      .record(z.string().max(longestPart), text)
      .refine((parts) => Object.keys(parts).length <= mostParts),
  }),
  checkEndpoints: z.strictObject({ issuer: text, endpoints, id: connectionId.nullable() }),
  checkConnection: z.strictObject({ input: connectionInput, id: connectionId.nullable() }),
  addConnection: connectionInput,
  updateConnection: z.strictObject({ id: connectionId, changes: connectionInput }),
  removeConnection: onlyId,
  restoreConnection: onlyId,
  finishDeletion: onlyId,
  cloneConnection: onlyId,
  exportConnections: z.strictObject({ id: connectionId.nullable() }),
  readConnectionsFile: nothing,
  importConnections: z.strictObject({
    ticket: randomId,
    choices: z
      .array(z.strictObject({ index: z.int().nonnegative(), as: z.enum(['new', 'replace']) }))
      .max(mostConnections)
      .readonly(),
    allowOrigins: z.boolean(),
  }),
  closeConnectionsFile: z.strictObject({ ticket: randomId }),
  undoImport: z.strictObject({ undo }),
  orderConnections: z.strictObject({ ids: z.array(connectionId).max(mostConnections).readonly() }),
  tryDemo: nothing,
  signIn: z.strictObject({
    id: connectionId,
    way: signInWay.exactOptional(),
    anotherAccount: z.boolean().exactOptional(),
    startAgain: z.boolean().exactOptional(),
    acceptUnlistedPkce: z.literal(true).exactOptional(),
    more: z.array(scopeToken).min(1).max(mostAskedScopes).readonly().exactOptional(),
  }),
  cancelSignIn: onlyId,
  decideAccount: z.strictObject({
    id: connectionId,
    attempt: randomId,
    decision: z.enum(['new-connection', 'replace', 'discard']),
  }),
  openBrowserAgain: onlyId,
  pasteCallback: z.strictObject({ id: connectionId, address: z.string().max(longestPaste) }),
  explainPage: z.strictObject({ id: connectionId, words: z.string().max(longestPageWords) }),
  pageSayings: onlyId,
  copySignInLink: onlyId,
  signOut: z.strictObject({ id: connectionId, alsoInBrowser: z.boolean() }),
  declineAccess: onlyId,
  renewNow: onlyId,
  tryNow: onlyId,
  forgetSignOut: onlyId,
  unlockKeyring: nothing,
  choosePassphrase: z.strictObject({ passphrase }),
  enterPassphrase: z.strictObject({ passphrase }),
  changePassphrase: z.strictObject({ currentPassphrase: passphrase, passphrase }),
  removePassphrase: nothing,
  moveToKeyring: nothing,
  giveUpPassphrase: nothing,
  takeBackPassphrase: z.strictObject({ passphrase }),
  lockNow: nothing,
  setLockChoice: z.strictObject({
    afterMinutes: z.union([z.literal(15), z.literal(60), z.literal(480)]).nullable(),
    onSuspend: z.boolean(),
  }),
  stillHere: nothing,
  getSessionDetails: onlyId,
  listActivity: onlyId,
  sendRequest: z.strictObject({ connectionId, requestId, request: requestDraft }),
  cancelRequest: z.strictObject({ requestId, keep: z.literal(true).exactOptional() }),
  saveResponse: z.strictObject({ requestId }),
  openResponse: z.strictObject({ requestId }),
  chooseFile: nothing,
  readResponse: z.strictObject({
    requestId,
    from: z.int().nonnegative(),
    length: z.int().positive().max(longestBodyPart),
    as: z.enum(['text', 'lines', 'bytes']),
  }),
  dropResponse: z.strictObject({ requestId }),
  allowOrigin: z.strictObject({ id: connectionId, origin: text }),
  listSaved: onlyId,
  openSaved: z.strictObject({ id: connectionId, path: savedPath }),
  takeSavedFiles: z.strictObject({
    id: connectionId,
    path: savedPath,
    revision,
    agreed: z.boolean(),
  }),
  saveRequest: z.strictObject({
    id: connectionId,
    path: savedPath.nullable(),
    folder: savedPath,
    name: savedName,
    request: requestDraft,
    revision: revision.nullable(),
    overwrite: z.boolean(),
    sealSecrets: z.boolean(),
  }),
  renameSaved: z.strictObject({ id: connectionId, path: savedPath, name: savedName }),
  moveSaved: z.strictObject({
    id: connectionId,
    path: savedPath,
    folder: savedPath,
    before: savedPath.nullable(),
  }),
  duplicateSaved: z.strictObject({ id: connectionId, path: savedPath }),
  addSavedFolder: z.strictObject({ id: connectionId, folder: savedPath, name: savedName }),
  deleteSaved: z.strictObject({ id: connectionId, path: savedPath }),
  restoreSaved: z.strictObject({ id: connectionId, undo }),
  chooseSavedFolder: onlyId,
  exportSaved: z.strictObject({ id: connectionId, path: savedPath }),
  exportOpenApi: z.strictObject({ id: connectionId, path: savedPath }),
  openSavedFolder: onlyId,
  readOpenApi: z.strictObject({
    id: connectionId,
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('file') }),
      z.strictObject({ kind: z.literal('url'), url: z.string().max(longestUrl) }),
    ]),
  }),
  importOperations: z.strictObject({
    id: connectionId,
    ticket: randomId,
    operations: z.array(z.int().nonnegative()).max(mostOperations).readonly(),
    scopes: z.array(z.string().max(1000)).max(1000).readonly(),
  }),
  closeOpenApi: nothing,
  readCurl: z.strictObject({ text: z.string().max(longestCommand) }),
  copyAsCurl: z.strictObject({ id: connectionId, request: requestDraft }),
  listHistory: z.strictObject({
    id: connectionId,
    query: z.string().max(longestQuery),
    from: z.int().nonnegative(),
    count: z.int().positive().max(longestHistoryPage),
  }),
  openHistory: z.strictObject({ id: connectionId, entry: historyEntry, requestId }),
  deleteHistory: z.strictObject({ id: connectionId, entry: historyEntry }),
  clearHistory: onlyId,
  restoreHistory: z.strictObject({ id: connectionId, undo }),
  keepHistory: z.strictObject({ id: connectionId, on: z.boolean() }),
  setHistoryLimits: z.strictObject({
    days: z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
    megabytes: z.union([z.literal(100), z.literal(500), z.literal(2000), z.literal(10_000)]),
  }),
  listCookies: onlyId,
  keepCookies: z.strictObject({ id: connectionId, on: z.boolean() }),
  forgetCookies: onlyId,
  listVariables: onlyId,
  setVariable: z.strictObject({
    scope,
    name: savedName,
    previousName: savedName.nullable(),
    secret: z.boolean(),
    value: z.string().max(longestValue).nullable(),
  }),
  removeVariable: z.strictObject({ scope, name: savedName }),
  restoreVariable: z.strictObject({ undo }),
  answerProxy: z.strictObject({
    id: proxyQuestion,
    username: z.string().max(longestPassphrase),
    password: z.string().max(longestPassphrase),
    remember: z.boolean(),
  }),
  declineProxy: z.strictObject({ id: proxyQuestion }),
  forgetProxies: nothing,
  answerClientCertificate: z.strictObject({
    id: proxyQuestion,
    fingerprint: z.string().max(longestFingerprint).nullable(),
  }),
  forgetClientCertificate: z.strictObject({ server: z.string().max(longestServer) }),
  runChecks: checkSubject,
  cancelChecks: checkSubject,
  copyText: z.strictObject({ text: z.string().max(longestCopy) }),
  openLogFolder: nothing,
  openClockSettings: nothing,
  repairScheme: nothing,
  pageReady: nothing,
} satisfies CommandSchemas;

export type CommandSchemas = { readonly [C in Command]: z.ZodType<Commands[C]['input']> };

/**
 * `satisfies` alone lets a schema leave an optional property out. This holds both ways: each schema's output is the
 * command's input, with the same names, or the line below names the command that differs.
 */
type Differing = {
  [C in Command]: [Commands[C]['input'], keyof Commands[C]['input']] extends [
    z.output<(typeof schemas)[C]>,
    keyof z.output<(typeof schemas)[C]>,
  ]
    ? never
    : C;
}[Command];
const differing: readonly Differing[] = [];
differing satisfies readonly never[];
