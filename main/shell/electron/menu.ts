/** The application's menu: books, the usual editing, and the view. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuText } from './menu-text';

export interface MenuActions {
  newBook: () => void;
  openBook: () => void;
  demo: () => void;
}

export function setMenu(text: MenuText, actions: MenuActions, packaged: boolean): void {
  const file: MenuItemConstructorOptions[] = [
    { label: text.newBook, accelerator: 'CmdOrCtrl+Shift+N', click: actions.newBook },
    { label: text.openBook, accelerator: 'CmdOrCtrl+O', click: actions.openBook },
    { label: text.demo, click: actions.demo },
    { type: 'separator' },
    { label: text.quit, role: 'quit' },
  ];
  const development: MenuItemConstructorOptions[] = packaged ? [] : [{ role: 'reload' }, { role: 'toggleDevTools' }];
  const view: MenuItemConstructorOptions[] = [
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'resetZoom' },
    { role: 'togglefullscreen' },
    ...development,
  ];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      { label: text.file, submenu: file },
      { label: text.edit, role: 'editMenu' },
      { label: text.view, submenu: view },
      { label: text.window, role: 'windowMenu' },
    ]),
  );
}
