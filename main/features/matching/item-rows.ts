/** What an item is called on the screen: a payout by its name at the gateway, a payment by its reference, the rest by their account. */
import { type Db, one } from '../../db/sql';
import { idToBytes, isId } from '../../kernel/id';
import type { ItemKind } from '../../kernel/matching';
import { toDecimal } from '../../kernel/money';
import { type Day, dayIn } from '../../kernel/time';
import { bookTimeZone } from '../payments/filter';
import type { ItemRow } from './contract';

export interface ItemToShow {
  kind: ItemKind;
  id?: string | undefined;
  account: string;
  /** Minor units of the bank's currency. */
  amount: number;
  currency: string;
  own?: { amount: number; currency: string } | undefined;
  note?: string | undefined;
}

export function shownItem(db: Db, item: ItemToShow): ItemRow {
  const { kind, id, account, amount, currency, own, note = '' } = item;
  const money = own ?? { amount, currency };
  const words = id === undefined ? null : (wordsOf[kind]?.(db, id) ?? null);
  return {
    ...{ kind, id: id ?? null, label: words?.label || account, who: words?.who ?? '', account, note },
    money: { amount: toDecimal(money.amount, money.currency), currency: money.currency },
    seen: own ? { amount: toDecimal(amount, currency), currency } : null,
    ...{ day: words?.day ?? null, pending: words?.pending ?? false },
  };
}

interface Words {
  label: string;
  who: string;
  day: Day | null;
  pending: boolean;
}

const asDay = (text: string) => text as Day; // from outside: a day of the book

const payoutSql = `SELECT coalesce(p.descriptor, p.external_id) AS label, p.gateway AS who, p.arrival_day AS day FROM payout p WHERE p.uuid = ?`;
const paymentSql = `SELECT p.reference, p.description, i.number, n.name, p.at, p.status FROM payment p
  LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  LEFT JOIN invoice_payment l ON l.payment = p.uuid LEFT JOIN invoice i ON i.id = l.invoice WHERE p.uuid = +?`;

interface PaymentWords {
  reference: string;
  description: string;
  number: string | null;
  name: string | null;
  at: number;
  status: string;
}

const wordsOf: Readonly<Partial<Record<ItemKind, (db: Db, id: string) => Words | null>>> = {
  payout(db, id) {
    const row = isId(id) ? one<{ label: string; who: string; day: string }>(db, payoutSql, idToBytes(id)) : undefined;
    return row ? { ...row, day: asDay(row.day), pending: false } : null;
  },
  payment(db, id) {
    const row = isId(id) ? one<PaymentWords>(db, paymentSql, idToBytes(id)) : undefined;
    if (!row) return null;
    return {
      label: row.number ?? (row.reference || row.description),
      ...{ who: row.name ?? '', day: dayIn(bookTimeZone(db))(row.at), pending: row.status === 'Pending' },
    };
  },
  settlement(_db, id) {
    const [gateway = '', ...rest] = id.split('/');
    return { label: rest.join('/'), who: gateway, day: null, pending: false };
  },
  return: receipt,
  receipt,
};

function receipt(db: Db, id: string): Words | null {
  const text = 'SELECT day FROM unknown_receipt WHERE uuid = ?';
  const row = isId(id) ? one<{ day: string }>(db, text, idToBytes(id)) : undefined;
  return row ? { label: '', who: '', day: asDay(row.day), pending: false } : null;
}
