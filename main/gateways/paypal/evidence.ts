/**
 * Answering a dispute at PayPal: a text and its files in one request, once. PayPal has no key for it, so that an answer whose outcome is
 * unknown is looked up and never repeated. https://developer.paypal.com/docs/api/customer-disputes/v1/#disputes_provide-evidence
 */
import { Failure } from '../../kernel/failure';
import type { EvidenceAsk, EvidenceFile } from '../ask';
import { field, textOf } from '../field';
import type { EvidenceTerms } from '../gateway';
import { Harvest } from '../harvest';
import type { Facts } from '../pulled';
import { cleanText } from '../text';
import { type Line, orGone } from './client';
import { linkOf, listOf } from './wire';

/** PayPal's limit for the notes of one piece of evidence. */
export const terms: EvidenceTerms = { longestText: 2_000, needsFile: false };

/** These are told by a tracking number or a refund's id, which is not what is written here. */
export const other = ['PROOF_OF_FULFILLMENT', 'PROOF_OF_REFUND', 'PROOF_OF_RETURN'];

export async function sendEvidence(line: Line, ask: EvidenceAsk): Promise<Facts> {
  const dispute = await show(line, ask.dispute);
  if (dispute === null || linkOf(field(dispute, 'links'), 'provide-evidence') === null)
    throw new Failure('dispute-not-open');
  const files = ask.files.map((file, n) => ({ ...file, name: nameOf(file, n) }));
  const evidence = {
    evidence_type: wantedOf(dispute),
    notes: cleanText(ask.text, terms.longestText),
    ...(files.length === 0 ? {} : { documents: files.map(({ name }) => ({ name })) }),
  };
  const input = { name: 'input', type: 'application/json', data: JSON.stringify({ evidences: [evidence] }) };
  const shown = files.map(({ name, type, bytes }) => ({ name: 'evidence-file', file: name, type, data: bytes }));
  const path = `${pathOf(ask.dispute)}/provide-evidence`;
  await line.ask({ method: 'POST', path, parts: [input, ...shown], what: 'disputes', repeat: 'once' });
  // The answer is a link; the next look at the payment shows the dispute as it is then.
  return new Harvest().facts(line.clockSkewMs);
}

export async function hasEvidence(line: Line, dispute: string): Promise<boolean> {
  return evidencesOf(await show(line, dispute)).some((one) => textOf(field(one, 'source')) === 'SUBMITTED_BY_SELLER');
}

function show(line: Line, dispute: string): Promise<unknown> {
  return orGone(line.ask({ method: 'GET', path: pathOf(dispute), what: 'disputes', repeat: 'freely' }));
}

function pathOf(dispute: string): string {
  return `/v1/customer/disputes/${encodeURIComponent(dispute)}`;
}

function evidencesOf(dispute: unknown): readonly unknown[] {
  return listOf(field(dispute, 'evidences'));
}

/** What PayPal asked the seller for, where a text and files can be that. */
function wantedOf(dispute: unknown): string {
  const wanted = evidencesOf(dispute)
    .filter((one) => textOf(field(one, 'source')) === 'REQUESTED_FROM_SELLER')
    .map((one) => textOf(field(one, 'evidence_type')) ?? '');
  return wanted.find((type) => /^[0-9A-Z_]{1,255}$/.test(type) && !other.includes(type)) ?? 'OTHER';
}

const endings = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg' } as const;

/** PayPal takes few signs in a file's name, and one dot. */
function nameOf({ name, type }: EvidenceFile, n: number): string {
  const plain = name
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .slice(0, 100);
  return `${plain || 'file'}-${n + 1}.${endings[type]}`;
}
