import { commandNames } from '../../../src/shared/ipc.ts';
import type { Command, Commands } from '../../../src/shared/ipc.ts';
import { connectionInput } from '../../support/connections.ts';

const id = 'abcdefghijklmnopqrstuvwxyz';
const onlyId = { id };
const request = {
  method: 'GET',
  url: 'https://api.test/',
  headers: [],
  body: null,
  authorization: 'on',
} as const;

/** What a command takes, where it takes something; it is always spoiled before it is sent. */
const lawful: { readonly [C in Command]?: Commands[C]['input'] } = {
  setPreferences: { colorScheme: 'auto' },
  setRequestTimeouts: { firstByteSeconds: 60, idleSeconds: null },
  checkIssuer: { issuer: 'https://id.example.test' },
  recognizeProvider: { text: 'acme.okta.com', part: '' },
  addConnection: connectionInput(),
  updateConnection: { id, changes: connectionInput() },
  removeConnection: onlyId,
  restoreConnection: onlyId,
  finishDeletion: onlyId,
  orderConnections: { ids: [id] },
  signIn: onlyId,
  cancelSignIn: onlyId,
  decideAccount: { id, attempt: 'one', decision: 'replace' },
  openBrowserAgain: onlyId,
  copySignInLink: onlyId,
  signOut: { id, alsoInBrowser: false },
  renewNow: onlyId,
  tryNow: onlyId,
  forgetSignOut: onlyId,
  getSessionDetails: onlyId,
  listActivity: onlyId,
  sendRequest: { connectionId: id, requestId: 'one', request },
  cancelRequest: { requestId: 'one' },
  saveResponse: { requestId: 'one' },
  openResponse: { requestId: 'one' },
  readResponse: { requestId: 'one', from: 0, length: 1, as: 'text' },
  listSaved: onlyId,
  openSaved: { id, path: 'a.http' },
  saveRequest: {
    id,
    path: null,
    folder: '',
    name: 'a',
    request,
    revision: null,
    overwrite: false,
    sealSecrets: false,
  },
  renameSaved: { id, path: 'a.http', name: 'b' },
  moveSaved: { id, path: 'a.http', folder: '', before: null },
  duplicateSaved: { id, path: 'a.http' },
  addSavedFolder: { id, folder: '', name: 'a' },
  deleteSaved: { id, path: 'a.http' },
  chooseSavedFolder: onlyId,
  openSavedFolder: onlyId,
  exportSaved: { id, path: 'a.http' },
  readOpenApi: { id, from: { kind: 'url', url: 'https://api.test/openapi.json' } },
  importOperations: { id, ticket: id, operations: [0], scopes: [] },
  closeOpenApi: null,
  readCurl: { text: 'curl https://api.test/' },
  copyAsCurl: { id, request },
  listHistory: { id, query: '', from: 0, count: 1 },
  openHistory: { id, entry: '1', requestId: 'one' },
  deleteHistory: { id, entry: '1' },
  clearHistory: onlyId,
  restoreHistory: { id, undo: '1' },
  keepHistory: { id, on: true },
  setHistoryLimits: { days: 30, megabytes: 500 },
  listVariables: onlyId,
  dropResponse: { requestId: 'one' },
  allowOrigin: { id, origin: 'https://api.test' },
  answerProxy: { id: '1', username: 'ada', password: 'secret', remember: true },
  declineProxy: { id: '1' },
  answerClientCertificate: { id: '1', fingerprint: null },
  forgetClientCertificate: { server: 'api.acme.test:443' },
  forgetProxies: null,
  copyText: { text: 'x' },
};

/** Every command of the contract; one without a value above is called with values of no kind that any command takes. */
export const samples: Readonly<Record<string, unknown>> = Object.fromEntries(
  commandNames.map((command): [Command, unknown] => [command, lawful[command] ?? null]),
);
