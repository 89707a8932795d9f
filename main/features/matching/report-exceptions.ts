/** What files told otherwise than the book has it, as long as that still holds: gateways' own reports, and payments of another system. */
import type { Db } from '../../db/sql';
import type { ExceptionType } from '../../kernel/matching';
import type { Found } from './exceptions';

const told = `f.currency, unixepoch(f.day) * 1000 + 43200000 AS at, f.gateway,
  r.file_name || iif(f.line > 0, ': ' || f.line, '') AS who`;
const ofReports = `FROM gateway_report_finding f JOIN gateway_report r ON r.id = f.report`;

/** '0' is the sign behind the slash: the book may call a movement by its id and more. */
const isStillMissing = `NOT EXISTS (SELECT 1 FROM settlement s WHERE s.gateway = f.gateway AND s.external_id = f.item)
  AND NOT EXISTS (SELECT 1 FROM settlement s WHERE s.gateway = f.gateway AND s.external_id >= f.item || '/' AND s.external_id < f.item || '0')`;
const missingMovement = `SELECT NULL AS expected, f.gateway || '/' || f.item AS id, f.item AS label, f.gross AS amount, ${told} ${ofReports}
  WHERE f.type = 'missing-in-ledger' AND f.about = 'movement' AND ${isStillMissing}`;
const missingPayout = `SELECT NULL AS expected, f.gateway || '/' || f.item AS id, f.item AS label, f.gross AS amount, ${told} ${ofReports}
  WHERE f.type = 'missing-in-ledger' AND f.about = 'payout'
    AND NOT EXISTS (SELECT 1 FROM payout o WHERE o.gateway = f.gateway AND o.external_id = f.item)`;

const ofSettlement = `${ofReports} JOIN settlement s ON s.gateway = f.gateway AND s.external_id = f.item JOIN payment p ON p.id = s.payment`;
const missingAtGateway = `SELECT NULL AS expected, p.uuid AS id, f.item AS label, s.amount, ${told} ${ofSettlement}
  WHERE f.type = 'missing-at-gateway'`;
/** `booked`: what the book says now; `stated`: what the report says of the same. */
const differing = (type: string, booked: string, stated: string, still: string) =>
  `SELECT ${stated} AS expected, p.uuid AS id, f.item AS label, ${booked} AS amount, ${told} ${ofSettlement}
  WHERE f.type = '${type}' AND f.about = 'movement' AND ${still}`;
const amountDiffers = differing(
  'amount-differs',
  's.amount',
  'f.gross',
  's.currency = f.currency AND s.amount <> f.gross',
);
const feeDiffers = differing('fee-differs', 's.fee', 'f.fee', 's.currency = f.currency AND s.fee <> f.fee');
const currencyDiffers = differing('currency-differs', 'f.gross', 'NULL', 's.currency <> f.currency');
const payoutDiffers = `SELECT f.gross AS expected, o.uuid AS id, f.item AS label, o.amount, ${told} ${ofReports}
  JOIN payout o ON o.gateway = f.gateway AND o.external_id = f.item
  WHERE f.type = 'amount-differs' AND f.about = 'payout' AND o.status <> 'failed' AND o.amount <> f.gross`;

/** A payment of another system's file that a gateway told of too, by the same id: it may stand in both. */
const importedTwice = `SELECT NULL AS expected, p.uuid AS id, substr(k.key, 4) AS label, coalesce(n.name, '') AS who, p.gateway, p.amount, p.currency, p.at
  FROM import_key k JOIN payment p ON p.uuid = k.subject LEFT JOIN customer c ON c.id = p.customer LEFT JOIN person n ON n.uuid = c.uuid
  WHERE k.kind = 'payment' AND k.key LIKE 'id %' AND p.status = 'Completed'
    AND EXISTS (SELECT 1 FROM gateway_account g JOIN payment e ON e.gateway = g.key AND e.external_id = substr(k.key, 4))`;

type RowsOf = (db: Db, type: ExceptionType, about: Found['about'], text: string) => Found[];

export function reportExceptions(rowsOf: RowsOf, db: Db): Found[] {
  return [
    ...rowsOf(db, 'missing-in-ledger', 'movement', missingMovement),
    ...rowsOf(db, 'missing-in-ledger', 'movement', missingPayout),
    ...rowsOf(db, 'missing-at-gateway', 'payment', missingAtGateway),
    ...rowsOf(db, 'amount-differs', 'payment', amountDiffers),
    ...rowsOf(db, 'amount-differs', 'payout', payoutDiffers),
    ...rowsOf(db, 'currency-differs', 'payment', currencyDiffers),
    ...rowsOf(db, 'fee-differs', 'payment', feeDiffers),
    ...rowsOf(db, 'duplicate', 'payment', importedTwice),
  ];
}
