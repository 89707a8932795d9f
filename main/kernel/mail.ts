/** Notices to customers by e-mail: closed lists that both sides share, and what a template may be filled with. */

/** What each notice can be filled with. One more kind is one line here; the compiler then asks for its texts and its source. */
export const mailPlaceholders = {
  'charge-failed': ['customer', 'company', 'amount', 'date', 'method', 'about', 'reason'],
  'payment-cancelled': ['customer', 'company', 'amount', 'date', 'method', 'about', 'reason'],
  receipt: ['customer', 'company', 'amount', 'date', 'method', 'about', 'reference', 'attached'],
  'upcoming-invoice': ['customer', 'company', 'amount', 'invoice', 'due', 'days', 'reference'],
} as const satisfies Record<string, readonly string[]>;

export type MailKind = keyof typeof mailPlaceholders;
export type MailPlaceholder = (typeof mailPlaceholders)[MailKind][number];
export const mailKinds = [
  'charge-failed',
  'payment-cancelled',
  'receipt',
  'upcoming-invoice',
] as const satisfies readonly MailKind[];

export const mailLanguages = ['en', 'es', 'zh', 'ja'] as const;
export type MailLanguage = (typeof mailLanguages)[number];

/** `starttls`: encrypted before anything is said, or not at all. `none`: in the clear. */
export const mailTlsModes = ['starttls', 'tls', 'none'] as const;

/** `maybe`: it went out, and no answer came. `refused`: the server will not have it. `dropped`: it was never sent, and will not be. */
export const mailStates = ['queued', 'sending', 'sent', 'maybe', 'refused', 'dropped'] as const;
export type MailState = (typeof mailStates)[number];

/** Why a notice was not sent, where no server had a part in it. */
const mailDrops = ['no-address', 'promised', 'no-longer', 'too-late', 'cancelled', 'moved'] as const;
export type MailDrop = (typeof mailDrops)[number];

const blank = /\{([^{}\n]*)\}/g;

/** The first word in braces that this kind of notice does not know; null: all are known. */
export function unknownPlaceholder(kind: MailKind, text: string): string | null {
  const known: readonly string[] = mailPlaceholders[kind];
  for (const [, name = ''] of text.matchAll(blank)) if (!known.includes(name)) return name;
  return null;
}

/** Fills the blanks. A line that is about nothing but empty values is left out. */
export function fillTemplate(text: string, values: Readonly<Partial<Record<string, string>>>): string {
  return text
    .split('\n')
    .filter((line) => {
      const names = [...line.matchAll(blank)].map(([, name = '']) => name);
      return names.length === 0 || names.some((name) => (values[name] ?? '') !== '');
    })
    .map((line) => line.replace(blank, (_, name: string) => values[name] ?? ''))
    .join('\n');
}

/** Control signs: what would begin another header, or another line, in the head of a mail. */
const control = /[\p{Cc}\u2028\u2029]+/gu;

/** A name or a subject as the head of a mail may have it: one line. */
export function headText(text: string): string {
  return text.replace(control, ' ').replace(/ {2,}/g, ' ').trim().slice(0, 250);
}

/** One plain address, and nothing that a header or an envelope could be broken with. */
export function isMailAddress(text: string): boolean {
  if (text.length > 254) return false;
  const [, local = '', host = ''] = /^([^@]+)@([^@]+)$/.exec(text) ?? [];
  return (
    local.length <= 64 &&
    /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local) &&
    isMailHost(host)
  );
}

/** A host's name or IPv4 address, or an IPv6 address in its own signs. */
export function isMailHost(text: string): boolean {
  if (text.length > 253) return false;
  if (/^[0-9a-f]*:[0-9a-f:.]+$/i.test(text)) return true;
  return /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?(\.[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?)*$/u.test(
    text,
  );
}

/** This computer itself: nobody else can read what is said there. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The language of a notice, by a BCP 47 tag; null: none that there are texts in. */
export function mailLanguageOf(tag: string | null): MailLanguage | null {
  const first = tag?.toLowerCase().split(/[-_]/)[0];
  return mailLanguages.find((language) => language === first) ?? null;
}
