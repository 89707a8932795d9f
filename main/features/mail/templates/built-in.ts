/** The notices in every language that there are texts in. */
import type { MailLanguage } from '../../../kernel/mail';
import { english } from './en';
import { spanish } from './es';
import { japanese } from './ja';
import type { MailWords } from './words';
import { chinese } from './zh';

export const mailWords: Readonly<Record<MailLanguage, MailWords>> = {
  en: english,
  es: spanish,
  zh: chinese,
  ja: japanese,
};
