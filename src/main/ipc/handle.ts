import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import { commandChannel } from '../../shared/channels.ts';
import { commandNames } from '../../shared/ipc.ts';
import { answerOf, type HandleDeps } from './answer.ts';
import type { SenderFacts } from './sender.ts';

/**
 * Puts every command of the contract on its channel; the only file that knows `ipcMain`.
 * Each call passes sender, schema and redaction; a bug in a handler becomes the failure `internal`, and a line in the log.
 */
export function handleCommands(deps: HandleDeps): void {
  // electron-store opens a channel of its own that would tell any page where the profile lies.
  ipcMain.removeAllListeners('electron-store-get-data');
  for (const command of commandNames) {
    handleCall(commandChannel(command), answerOf(command, deps));
  }
}

/** Puts one answer on a channel. */
export function handleCall(
  channel: string,
  answer: (event: SenderFacts, input: unknown) => Promise<unknown>,
): void {
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => answer(event, input));
}
