import { expect, test } from 'vitest';
import { memoryBook, testClock } from '../../../test/support/book';
import { verified } from '../../../test/support/checks';
import { all } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import { type Keyring, Secrets } from './secrets';

const LONG = 60_000;
/** Of one try: many are made here. */
const CHEAP = 10;
const code = (wanted: string) => expect.objectContaining({ code: wanted });

function open() {
  const clock = testClock();
  const book = memoryBook(clock);
  return { clock, book, secrets: new Secrets(book, CHEAP), again: () => new Secrets(book, CHEAP) };
}

/** Seals as a system does: for one user on one computer. */
function keyringOf(computer: string): Keyring {
  return {
    seal: async (plain) => `${computer} ${[...plain].reverse().join('')}`,
    unseal: async (sealed) => {
      const [where, text = ''] = sealed.split(' ');
      if (where !== computer) throw new Failure('keyring-refused');
      return [...text].reverse().join('');
    },
  };
}

test(
  'wrong passphrases are refused, from the third on with a growing wait',
  async () => {
    const { clock, secrets, again } = open();
    await secrets.open('the passphrase');
    const other = again();
    const waits: number[] = [];
    for (let n = 0; n < 9; n++) {
      await expect(other.open(`wrong ${n}`)).rejects.toThrow(code('passphrase-wrong'));
      waits.push(other.waitSeconds);
      if (other.waitSeconds > 0) await expect(other.open('the passphrase')).rejects.toThrow(code('passphrase-wait'));
      clock.at += other.waitSeconds * 1000;
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60]);
    await other.open('the passphrase');
    expect(other.state).toBe('open');
    await expect(other.change('wrong', 'new passphrase')).rejects.toThrow(code('passphrase-wrong'));
    expect(other.waitSeconds).toBe(0);
  },
  LONG,
);

test(
  'many tries at once wait for one another, so that none gets around the wait',
  async () => {
    const { secrets, again } = open();
    await secrets.open('the passphrase');
    const other = again();
    const tries = await Promise.allSettled(Array.from({ length: 5 }, (_, n) => other.open(`wrong ${n}`)));
    expect(tries.map((end) => end.status === 'rejected' && end.reason.code)).toEqual([
      ...['passphrase-wrong', 'passphrase-wrong', 'passphrase-wrong'],
      ...['passphrase-wait', 'passphrase-wait'],
    ]);
  },
  LONG,
);

test(
  'a changed passphrase opens what was sealed before; the old one no longer does',
  async () => {
    const { book, secrets, again } = open();
    await secrets.open('the passphrase');
    secrets.put('stripe', 'credentials', 'sk');
    const sealed = all(book.db, 'SELECT * FROM secret');
    await secrets.change('the passphrase', 'new passphrase');
    expect(all(book.db, 'SELECT * FROM secret')).toEqual(sealed);
    const other = again();
    await expect(other.open('the passphrase')).rejects.toThrow(code('passphrase-wrong'));
    await other.open('new passphrase');
    expect(other.get('stripe', 'credentials')).toBe('sk');
    other.lock();
    expect(() => other.get('stripe', 'credentials')).toThrow(code('passphrase-needed'));
    expect(() => other.put('stripe', 'credentials', 'sk')).toThrow(code('passphrase-needed'));
    expect(verified(book.db).findings).toEqual([]);
  },
  LONG,
);

test(
  'a keyring opens the book on its own computer only, and not what a person has locked',
  async () => {
    const { secrets, again } = open();
    await expect(secrets.keepInKeyring(keyringOf('here'))).rejects.toThrow(code('passphrase-needed'));
    await secrets.open('the passphrase');
    secrets.put('stripe', 'credentials', 'sk');
    expect(await again().openByKeyring(keyringOf('here'))).toBe(false);
    await secrets.keepInKeyring(keyringOf('here'));
    const other = again();
    expect(await other.openByKeyring(keyringOf('elsewhere'))).toBe(false);
    expect(other.state).toBe('locked');
    expect(await other.openByKeyring(keyringOf('here'))).toBe(true);
    expect(other.get('stripe', 'credentials')).toBe('sk');
    other.lock();
    expect(await other.openByKeyring(keyringOf('here'))).toBe(false);
    await other.open('the passphrase');
    other.forgetKeyring();
    expect(await again().openByKeyring(keyringOf('here'))).toBe(false);
  },
  LONG,
);

test(
  'a keyring that gives something else than the key opens nothing',
  async () => {
    const { secrets, again } = open();
    await secrets.open('the passphrase');
    await secrets.keepInKeyring(keyringOf('here'));
    const odd: Keyring = { seal: async () => '', unseal: async () => 'c2hvcnQ=' };
    const other = again();
    expect(await other.openByKeyring(odd)).toBe(false);
    expect(other.state).toBe('locked');
  },
  LONG,
);
