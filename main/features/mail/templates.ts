/** The texts of notices: built in, or as a person of this book wrote them. */
import { all, type Db, run } from '../../db/sql';
import { Failure } from '../../kernel/failure';
import {
  fillTemplate,
  headText,
  type MailKind,
  type MailLanguage,
  type MailPlaceholder,
  mailKinds,
  mailLanguages,
  mailPlaceholders,
  unknownPlaceholder,
} from '../../kernel/mail';
import type { MailTemplateTold } from './contract';
import { dayText, moneyIn } from './figures';
import { mailWords } from './templates/built-in';
import type { MailText } from './templates/words';

export type MailValues = Readonly<Partial<Record<MailPlaceholder, string>>>;

interface Row extends MailText {
  kind: string;
  language: string;
}

export function mailTemplate(db: Db, kind: MailKind, language: MailLanguage): MailTemplateTold {
  const own = all<Row>(db, 'SELECT * FROM mail_template WHERE kind = ? AND language = ?', kind, language)[0];
  const { subject, body } = own ?? mailWords[language].templates[kind];
  return { kind, language, subject, body, own: own !== undefined };
}

export function mailTemplates(db: Db): MailTemplateTold[] {
  return mailKinds.flatMap((kind) => mailLanguages.map((language) => mailTemplate(db, kind, language)));
}

/** Throws Failure mail-placeholder-unknown. */
export function setMailTemplate(db: Db, kind: MailKind, language: MailLanguage, text: MailText): void {
  assertKnown(kind, text);
  run(
    db,
    `INSERT INTO mail_template (kind, language, subject, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, language) DO UPDATE SET subject = excluded.subject, body = excluded.body`,
    ...[kind, language, headText(text.subject), text.body],
  );
}

export function resetMailTemplate(db: Db, kind: MailKind, language: MailLanguage): void {
  run(db, 'DELETE FROM mail_template WHERE kind = ? AND language = ?', kind, language);
}

function assertKnown(kind: MailKind, { subject, body }: MailText): void {
  const unknown = unknownPlaceholder(kind, `${subject}\n${body}`);
  if (unknown === null) return;
  const known = mailPlaceholders[kind].map((name) => `{${name}}`).join(' ');
  throw new Failure('mail-placeholder-unknown', { placeholder: unknown, known });
}

export function fill({ subject, body }: MailText, values: MailValues): { subject: string; text: string } {
  return { subject: headText(fillTemplate(subject, values)), text: fillTemplate(body, values) };
}

/** Filled with an example. Throws Failure mail-placeholder-unknown. */
export function previewOf(kind: MailKind, language: MailLanguage, text: MailText, company: string, day: string) {
  assertKnown(kind, text);
  const words = mailWords[language];
  return fill(text, {
    ...{ customer: 'Nova Hosting', company, amount: moneyIn(language, '1234.50', 'EUR'), days: '7' },
    ...{
      date: dayText(language, day),
      due: dayText(language, day),
      invoice: '2026-0042',
      reference: 'RF18539007547034',
    },
    ...{ method: words.methods.card, about: words.invoice.replace('{number}', '2026-0042') },
    ...{ reason: words.reasons.declined, attached: words.attached },
  });
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The same text as simple HTML: an empty line begins a paragraph. Nothing of it is ever taken as HTML. */
export function htmlOf(text: string, language: MailLanguage): string {
  const escaped = text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');
  const paragraphs = escaped.split(/\n{2,}/).map((part) => `<p>${part.trim().replaceAll('\n', '<br>')}</p>`);
  const style = 'font: 15px/1.5 sans-serif; color: #1c2a2e; max-width: 36em';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"></head><body style="${style}">${paragraphs.join('')}</body></html>`;
}
