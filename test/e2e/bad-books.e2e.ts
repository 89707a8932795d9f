/** Books that cannot be opened: the window says what is so, what is safe and what to do; the file keeps every byte. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectAccessible, test, untilSynced } from './journey';
import { picture } from './pictures';

const bookIn = (home: string) => join(home, 'books/demo.counterfoil');

const cases = [
  {
    name: 'a file of another kind',
    spoil: () => Buffer.from('Date,Amount\n2026-01-02,12.50\n'.repeat(400)),
    says: 'is not a Counterfoil book',
  },
  { name: 'an empty file', spoil: () => Buffer.alloc(0), says: 'is empty (0 bytes)' },
  {
    name: 'a book that was cut off',
    spoil: (whole: Buffer) => whole.subarray(0, Math.floor(whole.length / 2)),
    says: 'is damaged',
  },
  {
    name: 'a book of a newer version',
    // `user_version` stands in bytes 60 to 63 of an SQLite file's head.
    spoil: (whole: Buffer) => {
      const newer = Buffer.from(whole);
      newer.writeUInt32BE(9999, 60);
      return newer;
    },
    says: 'was made by a newer version of Counterfoil',
  },
] as const;

for (const { name, spoil, says } of cases) {
  test(`${name} is told, and not touched`, async ({ preparedHome, home, shell, page }) => {
    const whole = readFileSync(bookIn(preparedHome));
    const bad = spoil(whole);
    await shell.stop();
    writeFileSync(bookIn(home), bad);
    shell.startAgain();
    await page.goto(await shell.freshLink(true));
    await expect(page.getByRole('heading', { name: 'The book could not be opened' })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(says)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expectAccessible(page);
    await picture(page, `bad-book-${says.split(' ').slice(1, 3).join('-')}`);
    expect(readFileSync(bookIn(home)).equals(bad)).toBe(true);
    writeFileSync(bookIn(home), whole);
    await page.getByRole('button', { name: 'Try again' }).click();
    await untilSynced(page);
  });
}
