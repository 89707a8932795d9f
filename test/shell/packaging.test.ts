/** The packages' configuration: accepted by electron-builder, without Node's own binaries, and with its fuses in bytes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';
import { expect, it } from 'vitest';
import configuration, { flipOurFuses, programIn } from '../../electron-builder.config';
import { fuses } from '../../main/shell/electron/fuses';
import { changedUnpacked } from '../../main/shell/electron/unpacked';
import { licencesOfPackages } from '../../scripts/licences';
import { unpackedFiles } from '../../scripts/unpacked-files';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const require = createRequire(import.meta.url);

function contextIn(appOutDir: string, electronPlatformName: string): AfterPackContext {
  const packager = { appInfo: { productFilename: 'Counterfoil' }, executableName: 'counterfoil' };
  return { appOutDir, electronPlatformName, packager } as unknown as AfterPackContext;
}

/** A program as far as its fuses go: something, the sentinel, version 1, how many, and one character for each. */
function program(wire: string): Buffer {
  return Buffer.concat([
    Buffer.from(`\x7fELF${'x'.repeat(100)}${sentinel}`),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.from('y'.repeat(100)),
  ]);
}

async function flipped(wire: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-fuses-'));
  try {
    const context = contextIn(folder, 'linux');
    writeFileSync(programIn(context), program(wire));
    await flipOurFuses(context);
    const bytes = readFileSync(programIn(context));
    const at = bytes.indexOf(sentinel) + sentinel.length;
    return bytes.subarray(at + 2, at + 2 + (bytes[at + 1] ?? 0)).toString('ascii');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

it('flips every fuse as the table says, whatever it was before', async () => {
  const wanted = Object.entries(fuses)
    .map(([name, on]) => [FuseV1Options[name as keyof typeof FuseV1Options], on] as const)
    .sort(([one], [other]) => one - other)
    .map(([, on]) => (on ? '1' : '0'))
    .join('');
  expect(wanted).toBe('010011001');
  expect(await flipped('101100011')).toBe(wanted);
  expect(await flipped('010011001')).toBe(wanted);
});

it('fails when Electron has a fuse that the table does not name', async () => {
  await expect(flipped('1011000111')).rejects.toThrow();
});

it('finds the program on each platform', () => {
  expect(programIn(contextIn('/out', 'linux'))).toBe('/out/counterfoil');
  expect(programIn(contextIn('/out', 'win32'))).toBe('/out/Counterfoil.exe');
  expect(programIn(contextIn('/out', 'darwin'))).toBe('/out/Counterfoil.app');
});

it('is a configuration that electron-builder accepts, for each package', async () => {
  const { validateConfiguration } = require('app-builder-lib/out/util/config/config');
  const { DebugLogger } = require('builder-util');
  await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined();
  expect([configuration.linux?.target, configuration.mac?.target, configuration.win?.target]).toEqual([
    ['AppImage', 'deb'],
    ['dmg'],
    ['nsis'],
  ]);
});

it('names in the archive what of the database module is run from beside it', () => {
  const root = join(import.meta.dirname, '../..');
  const known = Object.keys(unpackedFiles(root));
  const module = 'node_modules/better-sqlite3';
  expect(known).toContain(`${module}/lib/index.js`);
  expect(known.filter((name) => name.endsWith('.node'))).toHaveLength(8);
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-unpacked-'));
  const list = join(folder, 'unpacked-files.json');
  writeFileSync(list, JSON.stringify(unpackedFiles(root)));
  expect(changedUnpacked(list, root)).toEqual([]);
  expect(changedUnpacked(list, folder)).toEqual(known);
  rmSync(folder, { recursive: true });
});

it('brings the licence of each package that is packed, and of no tool', () => {
  const { dependencies, devDependencies } = require('../../package.json');
  const told = licencesOfPackages(join(import.meta.dirname, '../..'));
  const named = (name: string) => told.includes(`\n${name} `);
  expect(Object.keys(dependencies).filter((name) => !named(name))).toEqual([]);
  expect(Object.keys(devDependencies).filter(named)).toEqual([]);
  const texts = ['Copyright (c) Meta Platforms, Inc. and affiliates.', 'SIL OPEN FONT LICENSE'];
  expect(texts.filter((text) => !told.includes(text))).toEqual([]);
});

it('tells a Debian package what it asks for', async () => {
  const { default: FpmTarget } = require('app-builder-lib/out/targets/FpmTarget');
  const appInfo = { linuxPackageName: 'counterfoil', computePackageUrl: async () => 'https://example.org' };
  const packager = { appInfo, info: { metadata: require('../../package.json') } };
  const asked = FpmTarget.prototype.computeFpmMetaInfoOptions.call({ packager, options: configuration.deb });
  await expect(asked).resolves.toMatchObject({ name: 'counterfoil', maintainer: 'The Counterfoil maintainers' });
});

it('keeps the Node of scripts and tests out', () => {
  const { optionalDependencies } = require('../../package.json');
  for (const name of Object.keys(optionalDependencies))
    expect(configuration.files).toContain(`!node_modules/${name}/**`);
});
