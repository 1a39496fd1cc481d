import type { Events } from '../../shared/ipc.ts';
import type { SendEvent } from '../ipc/send.ts';
import type { MainWindow } from '../window/main-window.ts';

type MenuCommand = Events['menuCommand'];

/** What the menu asks of the page, which may have to be opened first: macOS keeps the menu when the window is closed. */
export interface MenuCommands {
  readonly ask: (command: MenuCommand) => void;
  /** The page listens. */
  readonly pageReady: () => void;
}

export function createMenuCommands(deps: {
  readonly window: Pick<MainWindow, 'open' | 'contents'>;
  readonly send: SendEvent;
}): MenuCommands {
  const { window, send } = deps;
  let listens = false;
  let waiting: MenuCommand | null = null;
  return {
    ask(command) {
      listens &&= window.contents() !== null;
      window.open();
      if (listens) {
        send('menuCommand', command);
      } else {
        waiting = command;
      }
    },
    pageReady() {
      listens = true;
      if (waiting !== null) {
        send('menuCommand', waiting);
        waiting = null;
      }
    },
  };
}
