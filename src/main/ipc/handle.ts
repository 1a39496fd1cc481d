import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { commandChannel } from '../../shared/channels.ts';
import { commandNames } from '../../shared/ipc.ts';
import { answerOf, type HandleDeps } from './answer.ts';
import type { SenderFacts } from './sender.ts';

export interface CommandDeps extends HandleDeps {
  /** Tells the page what waits to be told. */
  readonly tellNow: () => void;
}

/**
 * Puts every command of the contract on its channel; the only file that knows `ipcMain`.
 * Each call passes sender, schema and redaction; a bug in a handler becomes the failure `internal`, and a line in the log.
 * What a call changed is told before its answer: the page acts on the answer, and on nothing older.
 */
export function handleCommands(deps: CommandDeps): void {
  // electron-store opens a channel of its own that would tell any page where the profile lies.
  ipcMain.removeAllListeners('electron-store-get-data');
  for (const command of commandNames) {
    const answer = answerOf(command, deps);
    handleCall(commandChannel(command), async (event, input) => {
      const result = await answer(event, input);
      deps.tellNow();
      return result;
    });
  }
}

/** Puts one answer on a channel. */
export function handleCall(
  channel: string,
  answer: (event: SenderFacts, input: unknown) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => answer(event, input));
}
