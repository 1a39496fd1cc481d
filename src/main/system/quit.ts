/** Time for writes that began to finish, in milliseconds. */
const patience = 3000;

export interface QuitDeps {
  /** Does what has to be done before `warning` can say; null where nothing has: then the app closes at once. */
  before(): Promise<void> | null;
  /** Why quitting now would lose something; null when it would not. */
  warning(): string | null;
  /** Shows the warning; true when the person quits all the same. */
  ask(warning: string): Promise<boolean>;
  /** Ends what runs and finishes what is being written. */
  close(): Promise<void>;
  exit(): void;
  after(milliseconds: number, callback: () => void): () => void;
}

/** Decides about quitting: asks where it would lose something (R49), then closes in order, but never hangs. */
export function createQuit(deps: QuitDeps): (event: { preventDefault(): void }) => void {
  let stage: 'running' | 'asking' | 'closing' | 'closed' = 'running';

  const quit = async (): Promise<void> => {
    // Without a turn in between: what comes in the next moment finds the app closing, and waits for the next start (F27).
    const before = deps.before();
    if (before !== null) await before;
    const warning = deps.warning();
    if (warning !== null && !(await deps.ask(warning))) {
      stage = 'running';
      return;
    }
    stage = 'closing';
    await Promise.race([
      deps.close(),
      new Promise<void>((resolve) => {
        deps.after(patience, resolve);
      }),
    ]).catch(() => undefined);
    stage = 'closed';
    deps.exit();
  };

  return (event) => {
    if (stage === 'closed') {
      return;
    }
    event.preventDefault();
    if (stage === 'running') {
      stage = 'asking';
      void quit();
    }
  };
}
