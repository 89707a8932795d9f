import { cpSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choiceOf, choiceOfPage, chooseBook, makePlaces, placesOf, rememberBook } from './places';

describe('places', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'counterfoil-places-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const here = () => placesOf({ env: { COUNTERFOIL_HOME: home }, platform: 'linux', homeFolder: '/home/ada' });

  it('stand in the folder that each platform keeps for data', () => {
    const at = (platform: NodeJS.Platform, env: Record<string, string>) =>
      placesOf({ env, platform, homeFolder: platform === 'win32' ? 'C:\\Users\\ada' : '/home/ada' }).home;
    expect(at('linux', {})).toBe('/home/ada/.local/share/counterfoil');
    expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/counterfoil');
    expect(at('linux', { XDG_DATA_HOME: 'relative' })).toBe('/home/ada/.local/share/counterfoil');
    expect(at('darwin', {})).toBe('/home/ada/Library/Application Support/Counterfoil');
    expect(at('win32', { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' })).toBe(
      'C:\\Users\\ada\\AppData\\Roaming\\Counterfoil',
    );
    expect(at('win32', {})).toBe('C:\\Users\\ada\\AppData\\Roaming\\Counterfoil');
    expect(at('linux', { COUNTERFOIL_HOME: '/srv/books' })).toBe('/srv/books');
  });

  it('are made for this user only', () => {
    const places = here();
    makePlaces(places);
    makePlaces(places);
    for (const folder of [places.books, places.exports, places.backups, places.logs, places.run]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
  });

  it('open the named book, else the last one while it is there, else the demo company', () => {
    const places = here();
    makePlaces(places);
    const demo = { file: places.demoBook, demo: true };
    const mine = join(home, 'mine.counterfoil');
    expect(chooseBook(places, null)).toEqual(demo);
    rememberBook(places, mine);
    expect(chooseBook(places, null)).toEqual(demo);
    writeFileSync(mine, 'x');
    expect(chooseBook(places, null)).toEqual({ file: mine, demo: false });
    expect(chooseBook(places, '/srv/other.counterfoil')).toEqual({ file: '/srv/other.counterfoil', demo: false });
    expect(choiceOf(places, join(places.books, '..', 'books', 'demo.counterfoil'))).toEqual(demo);
    writeFileSync(places.lastBook, '');
    expect(chooseBook(places, null)).toEqual(demo);
  });

  it('of a copied home are its own, also the one opened last', () => {
    const places = here();
    makePlaces(places);
    const ours = join(places.books, 'ours.counterfoil');
    writeFileSync(ours, 'x');
    rememberBook(places, ours);
    const copied = `${home} copied`;
    cpSync(home, copied, { recursive: true });
    const there = placesOf({ env: { COUNTERFOIL_HOME: copied }, platform: 'linux', homeFolder: '/home/ada' });
    expect(chooseBook(there, null)).toEqual({ file: join(there.books, 'ours.counterfoil'), demo: false });
    expect(chooseBook(places, null)).toEqual({ file: ours, demo: false });
    rmSync(copied, { recursive: true });
  });

  it('let a page open books of the book folder and no others', () => {
    const places = here();
    const mine = join(places.books, 'mine.counterfoil');
    expect(choiceOfPage(places, mine)).toEqual({ file: mine, demo: false });
    for (const file of [
      '/etc/passwd',
      join(places.books, '..', 'x.counterfoil'),
      join(places.books, 'in', 'x'),
      places.books,
      'x',
    ])
      expect(() => choiceOfPage(places, file)).toThrow('not-allowed');
  });
});
