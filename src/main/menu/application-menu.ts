import type { MenuItemConstructorOptions } from 'electron';
import type { Events } from '../../shared/ipc.ts';

/** What a menu item does; the composition root says how. */
export interface MenuActions {
  /** Asks the page for something only it can do. */
  page(command: Events['menuCommand']): void;
  /** Changes the zoom by steps, or back to 100% with `null`. */
  zoom(steps: number | null): void;
  openLogFolder(): void;
}

/** The application menu: on macOS it is what makes copy and paste work at all; elsewhere Alt shows it. */
export function applicationMenu(
  actions: MenuActions,
  platform: NodeJS.Platform,
  development: boolean,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const about: MenuItemConstructorOptions = {
    label: 'About Latchkey',
    click: () => {
      actions.page('about');
    },
  };
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => {
      actions.page('open-settings');
    },
  };
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    ...(mac
      ? [
          {
            role: 'appMenu' as const,
            submenu: [
              about,
              separator,
              settings,
              separator,
              { role: 'services' as const },
              separator,
              { role: 'hide' as const },
              { role: 'hideOthers' as const },
              { role: 'unhide' as const },
              separator,
              { role: 'quit' as const },
            ],
          },
        ]
      : []),
    {
      label: '&File',
      submenu: [
        {
          label: 'Add connection',
          accelerator: 'CmdOrCtrl+N',
          click: () => {
            actions.page('add-connection');
          },
        },
        ...(mac ? [] : [settings]),
        separator,
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu', label: '&Edit' },
    {
      label: '&View',
      submenu: [
        {
          label: 'Search',
          accelerator: 'CmdOrCtrl+K',
          click: () => {
            actions.page('open-search');
          },
        },
        separator,
        ...zoomItems(actions),
        separator,
        { role: 'togglefullscreen' },
        ...(development ? [separator, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    {
      role: 'help',
      label: '&Help',
      submenu: [
        {
          label: 'Open log folder',
          click: () => {
            actions.openLogFolder();
          },
        },
        ...(mac ? [] : [separator, about]),
      ],
    },
  ];
}

function zoomItems(actions: MenuActions): MenuItemConstructorOptions[] {
  const item = (label: string, accelerator: string, steps: number | null, visible = true) => ({
    label,
    accelerator,
    visible,
    // A hidden item keeps its shortcut: Ctrl and = is where a keyboard has its plus, and there is the number pad.
    acceleratorWorksWhenHidden: true,
    click: () => {
      actions.zoom(steps);
    },
  });
  return [
    item('Actual size', 'CmdOrCtrl+0', null),
    item('Actual size', 'CmdOrCtrl+num0', null, false),
    item('Zoom in', 'CmdOrCtrl+Plus', 1),
    item('Zoom in', 'CmdOrCtrl+=', 1, false),
    item('Zoom in', 'CmdOrCtrl+numadd', 1, false),
    item('Zoom out', 'CmdOrCtrl+-', -1),
    item('Zoom out', 'CmdOrCtrl+numsub', -1, false),
  ];
}
