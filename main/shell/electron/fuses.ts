/** Electron's fuses, as data: what a packaged Counterfoil can no longer be told to do. Flipped before it is signed. */
export const fuses = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  // Electron's own default: it makes WebAssembly's bounds checks cheap, and nothing here needs it off.
  WasmTrapHandlers: true,
} as const;
