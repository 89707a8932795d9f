/** A notice as the bytes that travel. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { headText } from '../../kernel/mail';
import type { Parcel } from './smtp';

export interface Enclosure {
  name: string;
  bytes: Uint8Array;
}

export interface MimeFacts {
  id: string;
  atMs: number;
  from: { name: string; address: string };
  to: { name: string; address: string };
  copy: { name: string; address: string } | null;
  subject: string;
  text: string;
  html: string;
  enclosure: Enclosure | null;
}

/** Names and subject become one line each: nothing of a customer's data begins a header of its own. */
export async function parcelOf(facts: MimeFacts): Promise<Parcel> {
  const { from, to, copy, enclosure } = facts;
  const host = from.address.split('@')[1] ?? 'localhost';
  const named = ({ name, address }: { name: string; address: string }) => ({ name: headText(name), address });
  const attached = enclosure && [
    { filename: enclosure.name, content: Buffer.from(enclosure.bytes), contentType: 'application/pdf' },
  ];
  const mail = new MailComposer({
    ...{ from: named(from), to: named(to), subject: headText(facts.subject), text: facts.text, html: facts.html },
    ...(copy ? { cc: named(copy) } : {}),
    ...(attached ? { attachments: attached } : {}),
    messageId: `<${facts.id}@${host}>`,
    date: new Date(facts.atMs),
    headers: { 'Auto-Submitted': 'auto-generated' },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const mime = await mail.compile().build();
  return { from: from.address, to: [to.address, ...(copy ? [copy.address] : [])], mime };
}
