/** What a test message says, in the book's language for mail. */
import type { MailLanguage } from '../../kernel/mail';

const texts: Readonly<Record<MailLanguage, { subject: string; text: string }>> = {
  en: {
    subject: 'Test message from {company}',
    text: 'This is a test message. Notices to customers are sent the same way.\n\n{company}',
  },
  es: {
    subject: 'Mensaje de prueba de {company}',
    text: 'Este es un mensaje de prueba. Los avisos a los clientes se envían de la misma manera.\n\n{company}',
  },
  zh: { subject: '{company} 的测试邮件', text: '这是一封测试邮件。发给客户的通知将以同样方式发送。\n\n{company}' },
  ja: {
    subject: '{company} からのテストメール',
    text: 'これはテストメールです。お客様へのお知らせは同じ方法で送信されます。\n\n{company}',
  },
};

export function testText(language: MailLanguage, company: string): { subject: string; text: string } {
  const { subject, text } = texts[language];
  const put = (line: string) => line.replaceAll('{company}', () => company);
  return { subject: put(subject), text: put(text) };
}
