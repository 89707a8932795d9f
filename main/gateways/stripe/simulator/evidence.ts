/** Files that are uploaded, and the one answer to a dispute that they belong to. */
import type Stripe from 'stripe';
import { changeDispute } from './aftermath';
import type { Bank } from './bank';
import { type Form, formOf, onlyKnown, textOf } from './form';
import { noSuch, StripeProblem } from './problem';

const fileFields = ['receipt', 'customer_communication', 'service_documentation', 'uncategorized_file'] as const;

/** `POST /v1/files`. `body`: as it came, which for a file's bytes is only good to be measured. Throws StripeProblem. */
export function uploadFile(bank: Bank, at: number, body: string): Stripe.File {
  const parts = /^--([^\r\n]{1,100})\r\n/.exec(body);
  if (!parts) throw new StripeProblem(400, { message: 'This is no multipart form.' });
  const fieldOf = (name: string) =>
    new RegExp(`name="${name}"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([\\s\\S]*?)\r\n--`).exec(body)?.[1];
  if (fieldOf('purpose') !== 'dispute_evidence')
    throw new StripeProblem(400, { message: 'Only evidence is simulated.', param: 'purpose' });
  const content = fieldOf('file');
  if (content === undefined || content === '')
    throw new StripeProblem(400, { message: 'The file is empty.', param: 'file' });
  const file: Stripe.File = {
    id: bank.newId('file'),
    object: 'file',
    created: at,
    expires_at: null,
    filename: /name="file"; filename="([^"]*)"/.exec(body)?.[1] ?? null,
    links: null,
    purpose: 'dispute_evidence',
    size: Buffer.byteLength(content),
    title: null,
    type: null,
    url: null,
  };
  bank.store.files.set(file.id, file);
  return file;
}

/** `POST /v1/disputes/{id}`: with `submit` the answer goes to the bank, and there is no other. Throws StripeProblem. */
export function updateDispute(bank: Bank, at: number, id: string, form: Form): Stripe.Dispute {
  onlyKnown(form, ['evidence', 'submit', 'metadata', 'expand']);
  const dispute = bank.store.get('dispute', id);
  if (!dispute) throw noSuch('dispute', id, 'dispute');
  const given = formOf(form, 'evidence');
  onlyKnown(given, ['uncategorized_text', ...fileFields]);
  if (!dispute.status.endsWith('needs_response')) {
    const message = 'This dispute is already closed or under review, and its evidence can no longer be changed.';
    throw new StripeProblem(400, { message });
  }
  const files = Object.fromEntries(
    fileFields.flatMap((name) => {
      const file = textOf(given, name);
      if (file === undefined) return [];
      if (!bank.store.files.has(file)) throw noSuch('file', file, `evidence[${name}]`, 400);
      return [[name, file]];
    }),
  );
  const text = textOf(given, 'uncategorized_text') ?? null;
  const evidence = { ...dispute.evidence, ...files, uncategorized_text: text };
  const details = { ...dispute.evidence_details, has_evidence: true };
  const isSent = textOf(form, 'submit') === 'true';
  return changeDispute(bank, at, id, 'charge.dispute.updated', {
    evidence,
    evidence_details: isSent ? { ...details, submission_count: details.submission_count + 1 } : details,
    status: isSent ? 'under_review' : dispute.status,
  });
}
