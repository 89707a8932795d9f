/** The window's options and the fuses against frozen copies; each boolean turned round must be noticed. */
import { expect, it } from 'vitest';
import { fuses } from '../../main/shell/electron/fuses';
import { windowOptions } from '../../main/shell/electron/window-options';

const frozenPreferences = Object.freeze({
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
  devTools: false,
  preload: '/app/preload/index.cjs',
});

const frozenFuses = Object.freeze({
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
});

const preferences = () => windowOptions('/app/preload/index.cjs', true).webPreferences;

it('are exactly the agreed ones', () => {
  expect(preferences()).toEqual(frozenPreferences);
  expect(fuses).toEqual(frozenFuses);
  expect(Object.keys(windowOptions('/p', true)).sort()).toEqual(
    ['backgroundColor', 'height', 'minHeight', 'minWidth', 'show', 'title', 'webPreferences', 'width'].sort(),
  );
});

it('have developer tools only where it is not packaged', () => {
  expect(windowOptions('/p', false).webPreferences.devTools).toBe(true);
});

const booleans = (options: object) => Object.entries(options).filter(([, value]) => typeof value === 'boolean');

it.each(booleans(frozenPreferences))('would be noticed turned round: %s', (name, value) => {
  expect({ ...preferences(), [name]: !value }).not.toEqual(frozenPreferences);
});

it.each(booleans(frozenFuses))('would be noticed turned round: %s', (name, value) => {
  expect({ ...fuses, [name]: !value }).not.toEqual(frozenFuses);
});
