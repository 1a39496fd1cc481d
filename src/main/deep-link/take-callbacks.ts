import type { App } from 'electron';
import { readCommandLine, type CommandLine } from './command-line.ts';
import type { DeepLinks } from './deep-links.ts';

export interface TakeCallbacksDeps {
  readonly app: Pick<App, 'on'>;
  readonly scheme: string;
  readonly deepLinks: Pick<DeepLinks, 'receive'>;
  /** What this start was given. */
  readonly commandLine: CommandLine;
}

/** Takes the callbacks of the system, each in its way: in the command line of this start, of another one, or by macOS's event. */
export function takeCallbacks({ app, scheme, deepLinks, commandLine }: TakeCallbacksDeps): void {
  // From the lock on another start hands its command line over, and what nobody listens to is lost (F28).
  app.on('second-instance', (_event, argv) => {
    const handedOver = readCommandLine(argv, scheme);
    if (handedOver.kind === 'callback') deepLinks.receive(handedOver.url);
  });
  // macOS hands callbacks over by this event, the first of them before `ready`.
  app.on('open-url', (event, url) => {
    event.preventDefault();
    deepLinks.receive(url);
  });
  if (commandLine.kind === 'callback') deepLinks.receive(commandLine.url);
}
