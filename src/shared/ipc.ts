import type { ActivityEntry } from './activity.ts';
import type { AppState, LockChoice, Preferences, RequestTimeouts } from './app-state.ts';
import type {
  ConnectionId,
  ConnectionSettings,
  ConnectionView,
  EndpointByHand,
  LoopbackSettings,
  RedirectWay,
  SignInWay,
} from './connection.ts';
import type {
  ConnectionsFileOutline,
  ExportedConnections,
  HostUses,
  ImportConnections,
  ImportedConnections,
} from './connections-file.ts';
import type { ClientCertificateAnswer } from './client-certificate.ts';
import type { CookiesView } from './cookies.ts';
import type { CheckReport, CheckSubject } from './doctor.ts';
import type { Failure } from './failure.ts';
import type { Guide, GuideInput } from './guide.ts';
import type { ProxyAnswer } from './proxy.ts';
import type { HistoryLimits, HistoryPage, OpenedHistory } from './history.ts';
import type {
  BodyPart,
  CurlReading,
  ReadResponse,
  RequestDraft,
  RequestProgress,
  ResponseView,
  SendRequest,
} from './request.ts';
import type { ChosenFile } from './request-body.ts';
import type {
  ExportedOpenApi,
  ImportedOperations,
  ImportOperations,
  OpenApiOutline,
  OpenApiSource,
} from './open-api.ts';
import type { Result } from './result.ts';
import type { MadeIssuer, ProviderChoice, ProviderHint, ProviderId, Recognition } from './provider.ts';
import type {
  CollectionView,
  OpenedRequest,
  SavedFiles,
  SavedPath,
  SaveRequestInput,
  TakeSavedFilesInput,
} from './saved-request.ts';
import type { SessionDetails } from './session.ts';
import type { VariableInput, VariableLists, VariableScope } from './variable.ts';

/**
 * Every call that the page may make, with what goes in and what comes out.
 * The main process's handlers, the preload's API and the page's types derive from this one map.
 */
export interface Commands {
  getAppState: { input: null; output: AppState };
  setPreferences: { input: Preferences; output: null };
  setRequestTimeouts: { input: RequestTimeouts; output: null };
  listConnections: { input: null; output: readonly ConnectionView[] };
  /** Reads the metadata of an issuer without saving anything. */
  checkIssuer: { input: { issuer: string }; output: IssuerCheck };
  /** Looks for a provider in any text, without asking anybody. `part`: what was given for what is missing; empty if nothing. */
  recognizeProvider: { input: { text: string; part: string }; output: Recognition };
  /**
   * How a connection is registered at its provider, made for what the form holds. Answers at once and asks nobody: whose
   * metadata `checkIssuer` has read in this run is known; for any other issuer the guide is provisional, so call it again then.
   * Fails with `issuer-invalid` or `issuer-insecure`.
   */
  registrationGuide: { input: GuideInput; output: Guide };
  /** The providers that a person may pick in the place of pasting an address. */
  listProviders: { input: null; output: readonly ProviderChoice[] };
  /** The issuer of a provider that was picked, made of what the person knows; nobody is asked. */
  makeIssuer: {
    input: { provider: ProviderId; parts: Readonly<Record<string, string>> };
    output: MadeIssuer;
  };
  /**
   * Judges addresses that a person gives by hand, because the provider has no metadata (R77), and asks nobody. `id`: the
   * connection that is changed. A connection that is added with them afterwards has the redirect addresses named here.
   */
  checkEndpoints: {
    input: { issuer: string; endpoints: EndpointsInput; id: ConnectionId | null };
    output: EndpointsCheck;
  };
  /** What is wrong with the fields as they stand, and what is there already. `id`: the connection that is changed. */
  checkConnection: { input: { input: ConnectionInput; id: ConnectionId | null }; output: ConnectionCheck };
  addConnection: { input: ConnectionInput; output: ConnectionView };
  updateConnection: { input: { id: ConnectionId; changes: ConnectionInput }; output: ConnectionView };
  /**
   * Takes a connection out of the list. For a minute it is whole and named by `AppState.deleted`; then, or when the app quits,
   * it is signed out, its sign-in revoked, and what is kept of it erased.
   */
  removeConnection: { input: { id: ConnectionId }; output: null };
  /** Brings back a connection that `AppState.deleted` names. */
  restoreConnection: { input: { id: ConnectionId }; output: ConnectionView };
  /** Carries out a deletion at once. Resolves when the provider was told, or cannot be told now. */
  finishDeletion: { input: { id: ConnectionId }; output: null };
  /** Adds a connection with the same settings behind it: signed out, without its secret and whatever else is sealed. */
  cloneConnection: { input: { id: ConnectionId }; output: ConnectionView };
  /** Asks where, and writes a connection, or (null) all but the demo’s, into a file without secrets. Null: the person cancelled. */
  exportConnections: { input: { id: ConnectionId | null }; output: ExportedConnections | null };
  /** Asks for a file of connections, and says what an import would change. Null when the person cancelled. */
  readConnectionsFile: { input: null; output: ConnectionsFileOutline | null };
  /** Takes over what the person chose. Fails with `not-found` where the file is not open any more, and then changes nothing. */
  importConnections: { input: ImportConnections; output: ImportedConnections };
  /** The file is not looked at any more; another one that was opened meanwhile stays open. */
  closeConnectionsFile: { input: { ticket: string }; output: null };
  /** Takes an import back; what was used or changed since is `kept`. Fails with `not-found`. */
  undoImport: { input: { undo: string }; output: { kept: number } };
  orderConnections: { input: { ids: readonly ConnectionId[] }; output: null };
  tryDemo: { input: null; output: ConnectionView };
  signIn: { input: SignInInput; output: null };
  cancelSignIn: { input: { id: ConnectionId }; output: null };
  /** What becomes of another account that came back. Answers with the connection that it belongs to from now on, or the one that was asked. */
  decideAccount: { input: DecideAccountInput; output: ConnectionView };
  openBrowserAgain: { input: { id: ConnectionId }; output: null };
  /** Finishes a sign-in by the address at which a browser on another computer ended; whatever was pasted, as it was. */
  pasteCallback: { input: { id: ConnectionId; address: string }; output: null };
  /** What a page in the browser means at which the running sign-in stopped; without words, that nothing came back. */
  explainPage: { input: { id: ConnectionId; words: string }; output: Failure };
  /** What such a page is known to say at the provider, to pick from: the provider’s own words first. */
  pageSayings: { input: { id: ConnectionId }; output: readonly string[] };
  /** Puts the authorization address of the running sign-in on the clipboard. */
  copySignInLink: { input: { id: ConnectionId }; output: null };
  signOut: { input: { id: ConnectionId; alsoInBrowser: boolean }; output: null };
  /** Does without what an API wants and the sign-in lacks: it is not offered any more. */
  declineAccess: { input: { id: ConnectionId }; output: null };
  renewNow: { input: { id: ConnectionId }; output: null };
  tryNow: { input: { id: ConnectionId }; output: null };
  /** Stops telling the provider about a sign-out that could not be delivered. */
  forgetSignOut: { input: { id: ConnectionId }; output: null };
  unlockKeyring: { input: null; output: null };
  /** Protects saved sign-ins with a passphrase from now on: where there is no keyring, or in its place. */
  choosePassphrase: { input: { passphrase: string }; output: null };
  /** Unlocks what a passphrase protects. Fails with `passphrase-wrong`. */
  enterPassphrase: { input: { passphrase: string }; output: null };
  changePassphrase: { input: { currentPassphrase: string; passphrase: string }; output: null };
  /** Back to memory only; to the keyring where there is one. */
  removePassphrase: { input: null; output: null };
  moveToKeyring: { input: null; output: null };
  /** The passphrase is forgotten: what it protects is kept unread, and a new vault is begun. */
  giveUpPassphrase: { input: null; output: null };
  /** It was remembered: what it protects comes back. Fails with `passphrase-wrong`. */
  takeBackPassphrase: { input: { passphrase: string }; output: null };
  lockNow: { input: null; output: null };
  setLockChoice: { input: LockChoice; output: null };
  /** Somebody uses the page, so a vault that locks by itself waits. Told twice a minute at most. */
  stillHere: { input: null; output: null };
  getSessionDetails: { input: { id: ConnectionId }; output: SessionDetails };
  listActivity: { input: { id: ConnectionId }; output: readonly ActivityEntry[] };
  sendRequest: { input: SendRequest; output: ResponseView };
  /** Stops a request, or the saving of its answer. With `keep`, what came of an answer that is being received is kept. */
  cancelRequest: { input: { requestId: string; keep?: true }; output: null };
  /** Asks where, and writes the body of a finished request there. Null when the person cancelled. */
  saveResponse: { input: { requestId: string }; output: { path: string } | null };
  /**
   * Asks, writes the body of a finished request to a private file that lasts as long as this run, and has the system's own
   * program show it. Null when the person declined. Fails with `not-permitted` for a kind that is not opened.
   */
  openResponse: { input: { requestId: string }; output: { path: string } | null };
  /** Asks which file to send. Null when the person cancelled. */
  chooseFile: { input: null; output: ChosenFile | null };
  /** A part of the body of a request; shorter than asked for only at the end of what came. Fails with `not-found`. */
  readResponse: { input: ReadResponse; output: BodyPart };
  /** The answer is not shown any more: its body is removed. */
  dropResponse: { input: { requestId: string }; output: null };
  allowOrigin: { input: { id: ConnectionId; origin: string }; output: ConnectionView };
  /** Reads the folder of saved requests, as far as it changed. */
  listSaved: { input: { id: ConnectionId }; output: CollectionView };
  openSaved: { input: { id: ConnectionId; path: SavedPath }; output: OpenedRequest };
  /**
   * The files beside a saved request that it names, which a person agrees to once in a run as long as the request stays as it
   * is. Fails with `changed-outside`, and where none can be taken with `not-permitted` or `not-found`.
   */
  takeSavedFiles: { input: TakeSavedFilesInput; output: SavedFiles };
  /** Answers with what stands in the file: names of variables in the places of secrets. */
  saveRequest: { input: SaveRequestInput; output: OpenedRequest };
  renameSaved: { input: { id: ConnectionId; path: SavedPath; name: string }; output: { path: SavedPath } };
  /** Puts something into a folder, in front of `before` there, or at its end. */
  moveSaved: {
    input: { id: ConnectionId; path: SavedPath; folder: SavedPath; before: SavedPath | null };
    output: { path: SavedPath };
  };
  duplicateSaved: { input: { id: ConnectionId; path: SavedPath }; output: { path: SavedPath } };
  addSavedFolder: {
    input: { id: ConnectionId; folder: SavedPath; name: string };
    output: { path: SavedPath };
  };
  /** `undo` brings it back with `restoreSaved`, until the app quits. */
  deleteSaved: { input: { id: ConnectionId; path: SavedPath }; output: { undo: string } };
  restoreSaved: { input: { id: ConnectionId; undo: string }; output: { path: SavedPath } };
  /** Asks for the folder in which requests are kept from now on. Null when the person cancelled. Files are not moved. */
  chooseSavedFolder: { input: { id: ConnectionId }; output: CollectionView | null };
  /** Asks where, and copies a request or a folder there. Null when the person cancelled. */
  exportSaved: { input: { id: ConnectionId; path: SavedPath }; output: { path: string } | null };
  /** Writes a request, a folder or (an empty path) everything into an OpenAPI document where the person says; null: they cancelled. */
  exportOpenApi: { input: { id: ConnectionId; path: SavedPath }; output: ExportedOpenApi | null };
  /** Opens the folder in the file manager. */
  openSavedFolder: { input: { id: ConnectionId }; output: null };
  /** Asks for a file, or reads an address, and says what an import would hold. Null when the person cancelled. */
  readOpenApi: { input: { id: ConnectionId; from: OpenApiSource }; output: OpenApiOutline | null };
  /** Saves operations of the document in a new folder. Fails with `not-found` where the document is not open any more. */
  importOperations: { input: ImportOperations; output: ImportedOperations };
  /** The document is not looked at any more; one that is still being read is given up. */
  closeOpenApi: { input: null; output: null };
  readCurl: { input: { text: string }; output: CurlReading };
  /** Puts a request on the clipboard as a `curl` command, without any secret in it. */
  copyAsCurl: { input: { id: ConnectionId; request: RequestDraft }; output: null };
  /** What was sent, newest first: the rows that hold every word of `query`, `count` of them after the first `from`. */
  listHistory: {
    input: { id: ConnectionId; query: string; from: number; count: number };
    output: HistoryPage;
  };
  /** The body of the answer can be read and saved under `requestId`, until it is dropped. */
  openHistory: { input: { id: ConnectionId; entry: string; requestId: string }; output: OpenedHistory };
  /** `undo` brings it back with `restoreHistory`, for `historyUndoMilliseconds`. */
  deleteHistory: { input: { id: ConnectionId; entry: string }; output: { undo: string } };
  clearHistory: { input: { id: ConnectionId }; output: { undo: string } };
  restoreHistory: { input: { id: ConnectionId; undo: string }; output: null };
  /** Whether what a connection sends is remembered from now on. What is there stays. */
  keepHistory: { input: { id: ConnectionId; on: boolean }; output: null };
  setHistoryLimits: { input: HistoryLimits; output: null };
  listCookies: { input: { id: ConnectionId }; output: CookiesView };
  /** Whether the cookies that APIs set are kept and sent again from now on. Switched off, they are forgotten. */
  keepCookies: { input: { id: ConnectionId; on: boolean }; output: null };
  forgetCookies: { input: { id: ConnectionId }; output: null };
  listVariables: { input: { id: ConnectionId }; output: VariableLists };
  /** A secret goes in here and never comes back. */
  setVariable: { input: VariableInput; output: null };
  /** `undo` brings it back with `restoreVariable`, until the app quits. */
  removeVariable: { input: { scope: VariableScope; name: string }; output: { undo: string } };
  restoreVariable: { input: { undo: string }; output: null };
  /** How to sign in to the proxy that asks. Fails with `not-found`, or where it cannot be sealed. */
  answerProxy: { input: ProxyAnswer; output: null };
  /** What waits for the proxy fails. */
  declineProxy: { input: { id: string }; output: null };
  /** Forgets the sign-ins of all proxies. */
  forgetProxies: { input: null; output: null };
  /** Which certificate the server that asks gets; null: none. Fails with `not-found`. */
  answerClientCertificate: { input: ClientCertificateAnswer; output: null };
  /** The server asks again which certificate it gets. */
  forgetClientCertificate: { input: { server: string }; output: null };
  /**
   * Checks a connection, or this computer, without any credential; answers when every check has ended. Each step is told by
   * `checksChanged`. Asked again for the same, the earlier run is cancelled.
   */
  runChecks: { input: { of: CheckSubject }; output: CheckReport };
  cancelChecks: { input: { of: CheckSubject }; output: null };
  copyText: { input: { text: string }; output: null };
  openLogFolder: { input: null; output: null };
  /** Opens the system's own settings of date and time. Fails with `not-found` where there are none that can be opened. */
  openClockSettings: { input: null; output: null };
  /** Has the system open the app’s scheme with this app, whoever does now. Fails with `scheme-not-repaired` where it keeps another. */
  repairScheme: { input: null; output: null };
  /** The page painted its first interactive frame: work that waited for it may begin. */
  pageReady: { input: null; output: null };
}

export type Command = keyof Commands;

/** What main tells the page. Each carries the whole new value, but for `activityAdded`, `historyChanged`, `cookiesChanged` and `networkChanged`, so a lost event costs nothing. */
export interface Events {
  connectionsChanged: readonly ConnectionView[];
  appStateChanged: AppState;
  /** New entries, in order. */
  activityAdded: readonly ActivityEntry[];
  /** Ten times a second at most for each request that takes longer than that. */
  requestProgress: RequestProgress;
  /** The saved requests of a connection are not what they were, whoever changed them. */
  savedChanged: CollectionView;
  /** The history of a connection is not what it was: whoever shows it asks again. */
  historyChanged: { readonly connectionId: ConnectionId };
  /** The cookies of a connection are not what they were: whoever shows them asks again. */
  cookiesChanged: { readonly connectionId: ConnectionId };
  /** What is known by now of checks that run, or have just ended. */
  checksChanged: CheckReport;
  /** The network came back, or is another one: what could not be reached may be now. */
  networkChanged: null;
  /** A menu item or a shortcut asks the page for something only it can do. */
  menuCommand: 'add-connection' | 'open-settings' | 'open-search' | 'about';
}

export type EventName = keyof Events;

/** A connection as the form gives it: lists as typed text are parsed by main, so that one place judges them. */
export interface ConnectionInput {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  /** Separated by white space. */
  readonly scopes: string;
  /** Separated by white space, each with `resource=…` behind it where it has one; may be empty. */
  readonly apiOrigins: string;
  readonly redirectWays: readonly RedirectWay[];
  readonly redirectSpelling: ConnectionSettings['redirectSpelling'];
  readonly loopbackHost: LoopbackSettings['host'];
  /** Separated by white space; empty: any free port. */
  readonly loopbackPorts: string;
  readonly signOutInBrowser: boolean;
  readonly renewal: ConnectionSettings['renewal'];
  /** Addresses by hand (R87): all of them anew. Absent leaves them as they are, while the issuer stays. */
  readonly endpoints?: EndpointsInput;
  /** A secret to seal in the place of any earlier one (R6); null removes the one that is held; absent leaves it as it is. */
  readonly clientSecret?: string | null;
}

/** The addresses of a provider that describes itself nowhere, as they were typed; empty where it has none. */
export type EndpointsInput = Readonly<Record<EndpointByHand, string>>;

/** What can be said of addresses by hand, without asking anybody. */
export interface EndpointsCheck {
  /** One a field at most, which `details.field` names. What is only missing is no problem yet. */
  readonly problems: readonly Failure[];
  /** What is known of the provider by them; null while one is wrong, or one that is needed is missing. */
  readonly found: IssuerCheck | null;
  /** Every host that a sign-in reaches, and what for (R87); empty until all is well. */
  readonly hosts: readonly HostUses[];
}

export interface SignInInput {
  readonly id: ConnectionId;
  /** Absent: the first registered way that works here. */
  readonly way?: SignInWay;
  /** *Use another account* (R79). */
  readonly anotherAccount?: boolean;
  /** Drop the running attempt and begin a new one. */
  readonly startAgain?: boolean;
  /** The answer to `pkce-not-listed`: sign in anyway, and remember it for the connection (R78). */
  readonly acceptUnlistedPkce?: true;
  /** Scopes that the session lacks. It stays as it is until they came. */
  readonly more?: readonly string[];
}

export interface DecideAccountInput {
  readonly id: ConnectionId;
  /** The attempt that brought it, so that an answer never meets another question. */
  readonly attempt: string;
  readonly decision: 'new-connection' | 'replace' | 'discard';
}

/** What can be said of a connection before it is saved, without asking anybody. */
export interface ConnectionCheck {
  /** One a field at most, which `details.field` names. */
  readonly problems: readonly Failure[];
  /** Connections that are the same client at the same provider. */
  readonly duplicates: readonly { readonly id: ConnectionId; readonly name: string }[];
}

export interface IssuerCheck {
  readonly issuer: string;
  /** Whose metadata it is; made from the metadata itself where nobody knows. */
  readonly provider: ProviderHint;
  readonly host: string;
  readonly scopesSupported: readonly string[] | null;
  readonly refreshTokens: 'supported' | 'unknown';
  readonly signsOut: boolean;
  readonly revokes: boolean;
  readonly development: boolean;
  readonly redirectUris: Readonly<Record<RedirectWay, string>>;
}

/** The API that the preload exposes as `window.latchkey`. */
export type LatchkeyApi = {
  readonly [C in Command]: (
    ...input: Commands[C]['input'] extends null ? [] : [input: Commands[C]['input']]
  ) => Promise<Result<Commands[C]['output']>>;
} & {
  /** Subscribes to an event; returns what unsubscribes. */
  readonly on: <E extends EventName>(event: E, listener: (payload: Events[E]) => void) => () => void;
};

/** All commands, for loops: the compiler holds it against the map. */
const commandSet: Readonly<Record<Command, true>> = {
  getAppState: true,
  setPreferences: true,
  setRequestTimeouts: true,
  listConnections: true,
  checkIssuer: true,
  recognizeProvider: true,
  registrationGuide: true,
  listProviders: true,
  makeIssuer: true,
  checkEndpoints: true,
  checkConnection: true,
  addConnection: true,
  updateConnection: true,
  removeConnection: true,
  restoreConnection: true,
  finishDeletion: true,
  cloneConnection: true,
  exportConnections: true,
  readConnectionsFile: true,
  importConnections: true,
  closeConnectionsFile: true,
  undoImport: true,
  orderConnections: true,
  tryDemo: true,
  signIn: true,
  cancelSignIn: true,
  decideAccount: true,
  openBrowserAgain: true,
  pasteCallback: true,
  explainPage: true,
  pageSayings: true,
  copySignInLink: true,
  signOut: true,
  declineAccess: true,
  renewNow: true,
  tryNow: true,
  forgetSignOut: true,
  unlockKeyring: true,
  choosePassphrase: true,
  enterPassphrase: true,
  changePassphrase: true,
  removePassphrase: true,
  moveToKeyring: true,
  giveUpPassphrase: true,
  takeBackPassphrase: true,
  lockNow: true,
  setLockChoice: true,
  stillHere: true,
  getSessionDetails: true,
  listActivity: true,
  sendRequest: true,
  cancelRequest: true,
  saveResponse: true,
  openResponse: true,
  chooseFile: true,
  readResponse: true,
  dropResponse: true,
  allowOrigin: true,
  listSaved: true,
  openSaved: true,
  takeSavedFiles: true,
  saveRequest: true,
  renameSaved: true,
  moveSaved: true,
  duplicateSaved: true,
  addSavedFolder: true,
  deleteSaved: true,
  restoreSaved: true,
  chooseSavedFolder: true,
  exportSaved: true,
  exportOpenApi: true,
  openSavedFolder: true,
  readOpenApi: true,
  importOperations: true,
  closeOpenApi: true,
  readCurl: true,
  copyAsCurl: true,
  listHistory: true,
  openHistory: true,
  deleteHistory: true,
  clearHistory: true,
  restoreHistory: true,
  keepHistory: true,
  setHistoryLimits: true,
  listCookies: true,
  keepCookies: true,
  forgetCookies: true,
  listVariables: true,
  setVariable: true,
  removeVariable: true,
  restoreVariable: true,
  answerProxy: true,
  declineProxy: true,
  forgetProxies: true,
  answerClientCertificate: true,
  forgetClientCertificate: true,
  runChecks: true,
  cancelChecks: true,
  copyText: true,
  openLogFolder: true,
  openClockSettings: true,
  repairScheme: true,
  pageReady: true,
};

export const commandNames = Object.keys(commandSet).filter((name): name is Command => name in commandSet);

const eventSet: Readonly<Record<EventName, true>> = {
  connectionsChanged: true,
  appStateChanged: true,
  activityAdded: true,
  requestProgress: true,
  savedChanged: true,
  historyChanged: true,
  cookiesChanged: true,
  checksChanged: true,
  networkChanged: true,
  menuCommand: true,
};

export const eventNames = Object.keys(eventSet).filter((name): name is EventName => name in eventSet);
