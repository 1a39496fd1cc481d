import type { Effect } from './effects.ts';
import type { MachineEvent } from './events.ts';
import type { MachineState } from './state.ts';

/** What a transition may know beside state and event. Clocks and chance stay outside: they come in as values. */
export interface Context {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
  /** 0 to 1, for jitter. */
  readonly random: number;
  /** Another number for each transition, to tie answers to what asked for them. */
  readonly serial: number;
  /** The computer is going to sleep: nothing is renewed (F10). */
  readonly suspended: boolean;
  readonly renewal: 'automatic' | 'on-demand';
  /** Scopes that the connection asks for, and the resource of its first token. */
  readonly scopes: readonly string[];
  /** Another connection of the same issuer has an account (R79). */
  readonly issuerHasAccount: boolean;
  /** All regions as they were when the event came. */
  readonly whole: MachineState;
}

export interface Step<State> {
  readonly state: State;
  readonly effects: readonly Effect[];
  /** Told to every region, this one included, after this step. */
  readonly raised: readonly MachineEvent[];
}

/** Of a row that several states share: the state it is taken in stays, with something in it changed. */
export type Itself = 'itself';

/** One arrow, or one fan of arrows, of the picture: where an event leads from a state, and what it does on the way. */
export interface Row<From, On, State extends { readonly kind: string }> {
  /**
   * Every state this row can lead to, and no other: the compiler refuses a `take` that leads elsewhere, and a test fails
   * when no run leads to one of them.
   */
  readonly to: readonly (State['kind'] | Itself)[];
  /**
   * Targets that no run leads to, with why the row stands all the same: what would come of a bug, or of a race that is
   * closed today. A test takes each on the pure function.
   */
  readonly defends?: Readonly<Record<string, string | undefined>>;
  /** Null: the event does not concern this state as it is. */
  readonly take: (state: From, event: On, context: Context) => Step<State> | null;
}

type EventKind = MachineEvent['kind'];
type StateByKind<State extends { readonly kind: string }> = {
  readonly [K in State['kind']]: Extract<State, { readonly kind: K }>;
};
type EventByKind = { readonly [E in EventKind]: Extract<MachineEvent, { readonly kind: E }> };

/** A region's whole behaviour. A missing row says: in this state that event changes nothing. */
export type Table<State extends { readonly kind: string }> = {
  readonly [K in State['kind']]: RowsOf<State, K>;
};

export type RowsOf<State extends { readonly kind: string }, K extends State['kind']> = {
  readonly [E in EventKind]?: Row<StateByKind<State>[K], EventByKind[E], State>;
};

/** Makes the function that writes rows of one region: `row([...targets], take, { target: why it is a defence })`. */
export function rowsFor<State extends { readonly kind: string }>() {
  return function row<From, On, const K extends State['kind'] | Itself>(
    to: readonly K[],
    take: (
      state: From,
      event: On,
      context: Context,
    ) => Step<
      Extract<State, { readonly kind: K }> | (Itself extends K ? Extract<NoInfer<From>, State> : never)
    > | null,
    defends?: Readonly<Partial<Record<K, string>>>,
  ): Row<From, On, State> {
    return { to, take, ...(defends === undefined ? {} : { defends }) };
  };
}

/** A step to `state` that has `effects` done. */
export function go<State>(
  state: State,
  effects: readonly Effect[] = [],
  raised: readonly MachineEvent[] = [],
): Step<State> {
  return { state, effects, raised };
}

/** Takes the row for this state and event; null where there is none, or where it does not apply. */
export function takeRow<
  State extends { readonly kind: string },
  K extends State['kind'],
  E extends EventKind,
>(
  table: Table<State>,
  from: { readonly kind: K; readonly state: StateByKind<State>[K] },
  on: { readonly kind: E; readonly event: EventByKind[E] },
  context: Context,
): Step<State> | null {
  const rows: RowsOf<State, K> = table[from.kind];
  const row = rows[on.kind];
  return row === undefined ? null : row.take(from.state, on.event, context);
}
