/**
 * Runs a server for the process that forked this one: it is told its options, tells where it is, does what it is told
 * afterwards, and ends when that process does, whatever happened to it.
 * @template T
 * @param {(options: T) => Promise<{ told: Record<string, string>, obey?: (command: unknown) => void | Promise<void> }>} start
 */
export function serve(start) {
  process.once('disconnect', () => process.exit(0));
  process.once('message', (/** @type {T} */ options) => {
    void answer(async () => {
      const { told, obey } = await start(options);
      process.on('message', (command) => {
        void answer(async () => {
          await obey?.(command);
          return {};
        });
      });
      return told;
    });
  });
}

/** @param {() => Promise<Record<string, string>>} act */
async function answer(act) {
  try {
    process.send?.({ told: await act() });
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
