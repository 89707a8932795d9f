/** Reading the notices, each with what the payment's customer is called now. */
import { query } from '../../db/reader';
import { all, one } from '../../db/sql';
import { idFromBytes } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import type { Reason } from '../../kernel/payment';
import type { Notice, NoticeKind } from './contract';

interface Row {
  id: number;
  kind: NoticeKind;
  at: number;
  read: number;
  payment: Buffer | null;
  customer: Buffer | null;
  customer_name: string | null;
  gateway: string | null;
  amount: number | null;
  currency: string | null;
  reason: Reason | null;
  detail: string | null;
  told_at: number | null;
}

export interface NoticesInput {
  operator: string;
  limit: number;
  before?: number | undefined;
}

export interface NoticesPage {
  rows: Notice[];
  unread: number;
  next: number | null;
}

export const noticesPage = query('notices.page', (db, { operator, limit, before }: NoticesInput): NoticesPage => {
  const rows = all<Row>(
    db,
    `SELECT t.id, t.kind, t.at, d.notice IS NOT NULL AS read, p.uuid AS payment, c.uuid AS customer, n.name AS customer_name,
       t.gateway, t.amount, t.currency, t.reason, t.detail, t.told_at
     FROM notice t LEFT JOIN notice_read d ON d.notice = t.id AND d.operator = ? LEFT JOIN payment p ON p.uuid = t.payment
     LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
     WHERE t.id < ? ORDER BY t.id DESC LIMIT ?`,
    operator,
    before ?? Number.MAX_SAFE_INTEGER,
    limit + 1,
  );
  const unread = one<{ n: number }>(
    db,
    'SELECT count(*) AS n FROM notice t WHERE NOT EXISTS (SELECT 1 FROM notice_read d WHERE d.notice = t.id AND d.operator = ?)',
    operator,
  );
  const shown = rows.slice(0, limit).map(noticeOf);
  return { rows: shown, unread: unread?.n ?? 0, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
});

function noticeOf(row: Row): Notice {
  const { id, kind, at, gateway, reason, detail, amount, currency } = row;
  return {
    ...{ id, kind, at, gateway, reason, detail },
    read: row.read === 1,
    payment: row.payment ? idFromBytes(row.payment) : null,
    customer: row.customer ? { id: idFromBytes(row.customer), name: row.customer_name ?? '' } : null,
    amount: amount === null || currency === null ? null : { amount: toDecimal(amount, currency), currency },
    untold: row.told_at === null,
  };
}
