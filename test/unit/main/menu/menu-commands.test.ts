import { describe, expect, it } from 'vitest';
import { createMenuCommands } from '../../../../src/main/menu/menu-commands.ts';

/** A window that is open or closed; only whether it has contents counts here. */
function setUp() {
  const sent: unknown[] = [];
  let open = false;
  const commands = createMenuCommands({
    window: {
      open: () => {
        open = true;
      },
      // A real one cannot be made here, and nothing of it is used.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      contents: () => (open ? ({} as Electron.WebContents) : null),
    },
    send: (_event, command) => sent.push(command),
  });
  return {
    commands,
    sent,
    close: () => {
      open = false;
    },
  };
}

describe('createMenuCommands', () => {
  it('asks the page at once where it listens', () => {
    const { commands, sent } = setUp();
    commands.ask('open-search');
    commands.pageReady();
    commands.ask('about');
    expect(sent).toEqual(['open-search', 'about']);
  });

  it('opens a window that was closed, and waits until its page listens', () => {
    const { commands, sent, close } = setUp();
    commands.ask('open-search');
    commands.pageReady();
    close();
    commands.ask('about');
    expect(sent).toEqual(['open-search']);
    commands.pageReady();
    commands.pageReady();
    expect(sent).toEqual(['open-search', 'about']);
  });
});
