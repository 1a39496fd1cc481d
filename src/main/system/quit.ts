/** Time for writes that began to finish, in milliseconds. */
const patience = 3000;

export interface QuitDeps {
  /** Why quitting now would lose something; null when it would not. */
  warning(): Promise<string | null>;
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
    const warning = await deps.warning();
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
