/** What a language has to say of every notice: its built-in texts, and the words that fill them. */
import type { MailKind } from '../../../kernel/mail';
import type { Method } from '../../../kernel/payment';

export interface MailText {
  /** One line. */
  subject: string;
  /** Plain text; an empty line begins a new paragraph. */
  body: string;
}

export type MailReason = 'declined' | 'expired' | 'cancelled-operator' | 'cancelled-customer';

export interface MailWords {
  templates: Readonly<Record<MailKind, MailText>>;
  /** Whoever is written to, while their name is not known. */
  customer: string;
  /** `{number}` */
  invoice: string;
  /** That the paper is with it; where it is not, the line of its placeholder goes. */
  attached: string;
  reasons: Readonly<Record<MailReason, string>>;
  methods: Readonly<Record<Method, string>>;
}
