/** The English text of what can fail with gateway accounts and the secrets of a book. */
import type { FailureCode, FailureText } from './failure';

const nothingChanged = 'Nothing was changed.';

export const accountFailureText = {
  'passphrase-needed': {
    what: 'The keys of this book are sealed, and no passphrase was given.',
    safe: 'Nothing was sent.',
    next: 'Unlock the keys in the settings, or give the passphrase in COUNTERFOIL_PASSPHRASE.',
  },
  'passphrase-wrong': {
    what: 'The passphrase does not open the keys of this book.',
    safe: 'Nothing was erased.',
    next: 'Try again.',
  },
  'passphrase-wait': {
    what: 'Too many wrong passphrases: the next one is tried in {seconds} s.',
    safe: 'Nothing was erased.',
    next: 'Wait, then try again.',
  },
  'secret-damaged': {
    what: 'A sealed key of this book ({owner}) was altered outside Counterfoil and cannot be opened.',
    safe: 'Nothing was sent, and all payments are as they were.',
    next: 'Enter the key of that account again in the settings.',
  },
  'keyring-not-safe': {
    what: 'This system has no keyring, so a key kept here could be read by anybody who reads the disk.',
    safe: 'Nothing was kept; the passphrase opens the book as before.',
    next: 'Install and unlock a keyring (GNOME Keyring, KWallet), or go on with the passphrase.',
  },
  'keyring-refused': {
    what: 'The keyring of this system did not answer.',
    safe: 'The passphrase opens the book as before.',
    next: 'Unlock the keyring and try again.',
  },
  'gateway-paused': {
    what: '{gateway} is paused.',
    safe: 'Nothing was sent.',
    next: 'Let it go on in the settings first.',
  },
  'gateway-has-attempts': {
    what: '{gateway} cannot be removed: of {count} askings it is not known yet what came of them (the first: {first}).',
    safe: nothingChanged,
    next: 'Look them up or cancel them in the outbox first; until then the account can be paused.',
  },
  'account-differs': {
    what: 'This key belongs to the account {found}, not to {wanted}.',
    safe: 'The key was not saved.',
    next: 'Use a key of the same account, or add the other as an account of its own.',
  },
  'account-known': {
    what: 'This account is in the book already, as {gateway}.',
    safe: 'The key was not saved.',
    next: 'To give it a new key, use “New key” beside it in the settings.',
  },
  'demo-sandbox-only': {
    what: 'The demo company only has simulated accounts.',
    safe: 'Nothing was sent and nothing was saved.',
    next: 'Use any sandbox key, or make a book of your own for live accounts.',
  },
  'return-page-needed': {
    what: 'It is not set yet where a payer goes on after a gateway’s page.',
    safe: 'Nothing was sent and nothing was saved.',
    next: 'Give the address of a page of your own in the settings, under After paying.',
  },
  'web-address-invalid': {
    what: 'This is not a web address that a payer’s browser can open.',
    safe: 'Nothing was saved.',
    next: 'Write it whole, with https:// in front.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
