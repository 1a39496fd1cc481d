import type { FailureCode } from '../../../src/shared/failure.ts';
import type { Connection } from '../../../src/shared/connection.ts';
import type { SessionView } from '../../../src/shared/session.ts';
import type { FetchErrorCode } from '../../../src/core/ports/fetch.ts';
import type { RecordKind } from '../../../src/core/vault/vault.ts';
import type { FakeClock } from '../../support/fake-clock.ts';
import type { AuthorizationServer, AuthorizationServerOptions } from '../authorization-server.ts';

/** Where a server can lie. An ID token comes with the token answer of a sign-in, and is judged apart. */
export type Step =
  | 'discovery'
  | 'authorization'
  | 'token'
  | 'id-token'
  | 'keys'
  | 'userinfo'
  | 'refresh'
  | 'revocation'
  | 'end-session';

/** A request that a server saw, by what it was for. */
export type Call = Exclude<Step, 'id-token'> | 'elsewhere';

/** What became of a behaviour: what is expected, and what a run found. */
export interface Outcome {
  /** Taken, refused with words, or not even noticed. */
  readonly verdict: 'accepted' | 'refused' | 'ignored';
  /** The state that the window shows afterwards. */
  readonly state: SessionView['kind'];
  /** The failure that a person is told; null: none. */
  readonly code: FailureCode | null;
  /** What that failure names as its cause: a claim or an endpoint. */
  readonly field: string | null;
  /** What is on the disk afterwards. */
  readonly sealed: readonly RecordKind[];
  /** Every request at the server from the lie on, in order. */
  readonly calls: readonly Call[];
  /** Seconds until the app tries again by itself; null: it does not. */
  readonly nextTry: number | null;
}

/** What a lie can do beside changing the server. */
export interface Surroundings {
  /** The app's clock; the server's goes with it. */
  readonly clock: FakeClock;
  /** Another server, of whoever attacks. A request that it sees is listed as `elsewhere`. */
  readonly elsewhere: string;
  /** The server has sent what it wants to send, and is silent from now on: time passes. */
  readonly silence: () => void;
  /** The server's clock is ahead of the app's by so many minutes. */
  readonly ahead: (minutes: number) => void;
  /** No request leaves the computer any more, for this reason; null: they do again. */
  readonly network: (code: FetchErrorCode | null) => void;
}

export type Lie = (server: AuthorizationServer, surroundings: Surroundings) => void | Promise<void>;

/** One way in which an authorization server can be wrong, odd or hostile. */
export interface Behaviour {
  /** Kebab-case, unique. */
  readonly id: string;
  readonly step: Step;
  /** What the server does, in one line. */
  readonly does: string;
  /** Where it comes from: a module of a conformance suite, a section, a fault, or what real servers do. */
  readonly source: string;
  readonly lie: Lie;
  readonly expected: Outcome;
  /** Somebody signed in before, in the same run of the app. */
  readonly signedInBefore?: true;
  readonly connection?: Partial<Connection>;
  readonly server?: AuthorizationServerOptions;
  /** Seconds for which the access token is taken to work; null: until it is refused. */
  readonly lifetime?: number | null;
  /** Whether what UserInfo says is kept. */
  readonly described?: boolean;
  /** What the sign-in asked for beyond a connection's settings, as a step-up does. */
  readonly asks?: { readonly maxAge?: number; readonly acrValues?: readonly string[] };
  /** The session cannot go on afterwards although the server keeps the rules again; every other one has to. */
  readonly lasting?: true;
}
