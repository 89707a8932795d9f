/** What every page in Electron is kept from: permissions, leaving its address, opening windows, embedding others. */
import type { Event, Session, WebContents } from 'electron';
import { isPage } from './origin';

/** Electron grants every permission unless told otherwise. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

export function guardContents(contents: WebContents): void {
  const stay = (event: Event<{ url: string }>) => {
    if (!isPage(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    // The page has no frames of its own.
    if (!event.isMainFrame || !isPage(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
