/** The other end of electron-program.ts: answers calls by the functions given, in a main process. */
export function serve(functions: Readonly<Record<string, (input: unknown) => unknown>>): void {
  process.on('message', (message: unknown) => {
    void answer(functions, message);
  });
}

async function answer(
  functions: Readonly<Record<string, (input: unknown) => unknown>>,
  message: unknown,
): Promise<void> {
  if (typeof message !== 'object' || message === null) return;
  if (!('id' in message) || !('name' in message) || typeof message.name !== 'string') return;
  const { id } = message;
  try {
    const value = await functions[message.name]?.('input' in message ? message.input : undefined);
    process.send?.({ id, value: value ?? null });
  } catch (error) {
    process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
  }
}
