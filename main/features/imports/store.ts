/** Stores what was looked at: one act, a change set, everything or nothing. */
import { putPerson } from '../../db/person';
import { type Db, one } from '../../db/sql';
import type { EventDraft } from '../../journal/event';
import type { Facts } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import type { ImportKind } from '../../kernel/import-field';
import { readDay } from '../../kernel/time';
import { lotOrder } from '../../ledger/credit-order';
import { takeFromCredit } from '../../ledger/split';
import type { ChangesMade } from '../changes/events';
import type { CustomerImported, CustomerLinked } from '../customers/import-events';
import { importDraft } from '../invoices/import-events';
import type { PaymentImported } from '../payments/history-events';
import { type PurchaseRecorded, purchaseTax } from '../payments/purchase-events';
import type { CustomerItem, ImportItem, PaymentItem, PurchaseItem } from './item';
import type { Looked } from './look-job';

/** By kind, the events that are the items of its change set. */
const itemKinds: Readonly<Record<ImportKind, string>> = {
  customers: 'customer.imported customer.linked',
  invoices: 'invoice.imported',
  purchases: 'purchase.recorded',
  payments: 'payment.imported purchase.recorded',
};

interface Use {
  newId(): Id;
  nowMs: number;
}

/** Throws Failure changed-since-preview where something that counts happened since the file was compared. */
export function* storing(
  facts: Facts,
  kind: ImportKind,
  { look, items, head }: Looked,
  use: Use,
): Generator<EventDraft> {
  if (hasChanged(facts.db, head)) throw new Failure('changed-since-preview');
  const { name, sha256 } = look.file;
  const { there, differs, refused } = look.counts;
  const payload: ChangesMade = {
    ...{ deed: `import-${kind}`, kind: itemKinds[kind], items: items.length, about: name },
    ...{ totals: totalsOf(items), file: { name, sha256, there, differs, refused } },
  };
  yield { kind: 'changes.made', subject: use.newId(), occurredAt: use.nowMs, payload };
  for (const item of items) yield draftOf(facts, item, use);
}

/** Payments, notes and tags that come in meanwhile change nothing of what a file is compared with. */
const counts = `SELECT 1 FROM event WHERE seq > ? AND (kind LIKE 'customer.%' OR kind LIKE 'payer.%' OR kind LIKE 'invoice.%'
  OR kind LIKE 'purchase.%' OR kind LIKE 'payment.import%') AND kind NOT IN ('customer.noted', 'customer.note-withdrawn', 'customer.tagged') LIMIT 1`;

export function hasChanged(db: Db, head: number): boolean {
  return one(db, counts, head) !== undefined;
}

/** Minor units by currency; purchases are taken from the customer. */
function totalsOf(items: readonly ImportItem[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const item of items) {
    if (item.kind === 'customers') continue;
    if (item.kind === 'payments' && item.status !== 'Completed') continue;
    const { currency } = item.kind === 'invoices' ? item.content : item;
    const own = item.kind === 'payments' ? item.amount : -(item.kind === 'purchases' ? item.amount : 0);
    const minor = item.kind === 'invoices' ? item.content.total : own;
    const sum = (totals[currency] ?? 0) + minor;
    if (!Number.isSafeInteger(sum)) throw new Failure('amount-too-large', { limit: Number.MAX_SAFE_INTEGER, currency });
    totals[currency] = sum;
  }
  return totals;
}

function draftOf(facts: Facts, item: ImportItem, use: Use): EventDraft {
  switch (item.kind) {
    case 'customers':
      return customerDraft(facts, item, use);
    case 'invoices':
      return importDraft(facts.db, item, item.again ?? use.newId(), use.nowMs);
    case 'purchases':
      return purchaseDraft(facts, item, use);
    case 'payments':
      return paymentDraft(facts, item, use);
  }
}

function customerDraft({ db }: Facts, { externalId, person, known }: CustomerItem, { newId, nowMs }: Use): EventDraft {
  if (known) {
    const payload: CustomerLinked = { externalId: externalId ?? '' };
    return { kind: 'customer.linked', subject: known, occurredAt: nowMs, payload };
  }
  const subject = newId();
  const payload: CustomerImported = {
    ...(externalId === null ? {} : { externalId }),
    personHash: putPerson(db, subject, person) ?? '',
  };
  return { kind: 'customer.imported', subject, occurredAt: nowMs, payload };
}

function purchaseDraft({ balance, db }: Facts, item: PurchaseItem, { newId }: Use): EventDraft {
  const { customer, amount, currency, product, description, reference, purpose, tax, key } = item;
  const day = readDay(item.day);
  if (!day) throw new Failure('input-invalid', { detail: 'a purchase without a day' });
  const payload: PurchaseRecorded = {
    ...{ customer, amount, currency, product, description, reference },
    ...(purpose ? { purpose } : {}),
    ...purchaseTax(amount, tax),
    ...takeFromCredit(balance, customer, amount, currency, lotOrder(db)),
    importKey: key,
  };
  return { kind: 'purchase.recorded', subject: newId(), occurredAt: item.at, bookedOn: day, isGiven: true, payload };
}

/** What came in is history; what was taken is a purchase like any other. */
function paymentDraft(facts: Facts, item: PaymentItem, use: Use): EventDraft {
  const { customer, amount, currency, status, reason, flag, providerStatus, method, methodText, purpose } = item;
  const { description, reference, key, at } = item;
  if (amount < 0) {
    const shared = { customer, amount: -amount, currency, description, reference, purpose, day: item.day, at };
    return purchaseDraft(
      facts,
      { kind: 'purchases', key: `payment ${key}`, product: 'general', tax: null, ...shared },
      use,
    );
  }
  const day = readDay(item.day);
  if (!day) throw new Failure('input-invalid', { detail: 'a payment without a day' });
  const payload: PaymentImported = {
    ...{ customer, amount, currency, status, providerStatus, method, description, reference, importKey: key },
    ...(reason === null ? {} : { reason }),
    ...(flag === null ? {} : { flag }),
    ...(methodText === '' ? {} : { methodLabel: methodText }),
    ...(purpose ? { purpose } : {}),
  };
  return { kind: 'payment.imported', subject: use.newId(), occurredAt: at, bookedOn: day, isGiven: true, payload };
}
