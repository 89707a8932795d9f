/** The options of Counterfoil's window, as data: a test compares them with a frozen copy and flips each one. */

/** What the page may do: nothing that a page in a browser may not. `preload` is an absolute path. */
export function webPreferences(preload: string, packaged: boolean) {
  return {
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: !packaged,
    preload,
  };
}

export function windowOptions(preload: string, packaged: boolean) {
  return {
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 560,
    title: 'Counterfoil',
    // The paper of the light theme, until the page has drawn itself.
    backgroundColor: '#f4f2ec',
    show: false,
    webPreferences: webPreferences(preload, packaged),
  };
}

/** Switches that would let another program drive a packaged Counterfoil. */
export const refusedSwitches: readonly string[] = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'no-sandbox',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
];
