/** Vouchers: lists come from the readers; issuing, redeeming and voiding are acts of a person, each done once. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { all } from '../../db/sql';
import { codesOf } from '../../db/voucher-code';
import { gatewayLabel } from '../../gateways/registry';
import type { Act } from '../../journal/record';
import type { Id } from '../../kernel/id';
import { toDecimal } from '../../kernel/money';
import { laidOut } from '../../kernel/voucher-code';
import { destinationOf, exportTo } from '../export/outgoing';
import { exportCodes } from './codes-csv';
import { voucherSheetPdf } from './codes-sheet';
import { vouchersContract } from './contract';
import { type HeldVoucher, heldVoucher, refusal, voucherTyped, worth } from './held';
import { BANK_TRANSFER, issueBatch } from './issue';
import { voucherBatch, voucherBatches, voucherList, voucherUses } from './query';
import type { VoucherDesk } from './redeem';
import { voucherReport } from './report';
import { leftOf, type Voidable, voidable, voidVouchers } from './voiding';

export type VouchersContext = Context & { vouchers: VoucherDesk };
const os = implement(vouchersContract).$context<VouchersContext>();

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;
const todayOf = ({ book, clock }: Context) => book.dayOf(clock.now());

export const vouchersHandlers = os.router({
  batches: os.batches.handler(({ input, context }) =>
    context.readers.ask(voucherBatches, { ...input, today: todayOf(context) }),
  ),
  batch: os.batch.handler(({ input, context }) =>
    context.readers.ask(voucherBatch, { ...input, today: todayOf(context) }),
  ),
  list: os.list.handler(({ input, context }) =>
    context.readers.ask(voucherList, { ...input, today: todayOf(context) }),
  ),
  uses: os.uses.handler(({ input, context }) => context.readers.ask(voucherUses, input)),
  report: os.report.handler(({ input, context }) => context.readers.chart(voucherReport, input)),
  // Read here: a reader's thread has no business with what is as good as money.
  codes: os.codes.handler(({ input, context }) => printedCodes(context, input.vouchers.map(idOf))),
  paidAt: os.paidAt.handler(({ context }) => paidAtChoices(context)),
  create: os.create.handler(async ({ input, context }) => {
    await context.healthy;
    const id = issueBatch(context.book, actOf(context, 'issue', input), input);
    context.changed(['vouchers']);
    return { id };
  }),
  look: os.look.handler(({ input, context }) => {
    const { db } = context.book;
    const held = heldVoucher(db, voucherTyped(db, input.code));
    const by = { currency: input.currency, customer: input.customer === undefined ? undefined : idOf(input.customer) };
    return lookedUp(held, refusal(db, held, todayOf(context), by));
  }),
  redeem: os.redeem.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, customer, payer, code, currency, purpose, description } = input;
    const asked = { customer: idOf(customer), payer: payer ? idOf(payer) : null, code, currency, description };
    const act = { request: idOf(request), operator: context.operator, source: context.source };
    const { payment, voucher } = context.vouchers.redeem(act, { ...asked, purpose: purpose ?? null });
    context.changed(['payments', 'customers', 'vouchers']);
    return { payment, money: worth(heldVoucher(context.book.db, voucher)) };
  }),
  voidable: os.voidable.handler(({ input, context }) => {
    const found = voidable(context.book.db, input.batch, input.vouchers);
    const { kind, currency, open } = found;
    return { kind, currency, vouchers: open.length, open: counted(found, leftOf(found)) };
  }),
  void: os.void.handler(async ({ input, context }) => {
    await context.healthy;
    const { request: _, ...wish } = input;
    const voided = voidVouchers(context.book, actOf(context, 'void', input), wish);
    context.changed(['vouchers']);
    return { vouchers: voided.vouchers, open: counted(voidable(context.book.db, input.batch, undefined), voided.uses) };
  }),
  export: os.export.handler(({ input, context, signal }) => {
    const { batch, open, bom, format, language } = input;
    const to = destinationOf(context, input, 'vouchers', format);
    const filter = { batch, open };
    if (format === 'csv') {
      const work = { kind: 'vouchers-csv', filter, job: exportCodes, input: { batch, open, bom } } as const;
      return exportTo(context, to, work, signal);
    }
    const order = { batch, open, language, atMs: context.clock.now() };
    const work = { kind: 'vouchers-pdf', filter, job: voucherSheetPdf, input: order } as const;
    return exportTo(context, to, work, signal);
  }),
});

function actOf(context: Context, what: string, { request, ...input }: { request: string }): Act {
  const { operator, source } = context;
  return { request: idOf(request), operator, source, input: { what, ...input } };
}

function counted({ amount, currency }: Pick<Voidable, 'amount' | 'currency'>, uses: number) {
  return { uses, amount: toDecimal(uses * amount, currency) };
}

function lookedUp(held: HeldVoucher, refused: ReturnType<typeof refusal>) {
  const { id: voucher, no, batch, name, kind, uses, used } = held;
  return {
    ...{ voucher, no, batch: { id: batch, name, kind }, money: worth(held), left: uses - used },
    refused: refused && { code: refused.code, params: refused.params },
  };
}

function printedCodes({ book: { db } }: Context, vouchers: readonly Id[]) {
  const rows = all<{ id: string; pattern: string }>(
    db,
    `SELECT j.value AS id, b.pattern FROM json_each(?) j JOIN voucher v ON v.uuid = unhex(replace(j.value, '-', ''))
     JOIN voucher_batch b ON b.id = v.batch ORDER BY j.key`,
    JSON.stringify(vouchers),
  );
  const codes = codesOf(db, vouchers);
  return rows.flatMap(({ id, pattern }) => {
    const code = codes.get(idOf(id));
    return code === undefined ? [] : [{ id, code: laidOut(pattern, code) }];
  });
}

function paidAtChoices({ book: { db } }: Context) {
  const text = 'SELECT key, label FROM gateway_account WHERE removed_at IS NULL ORDER BY added_at, key';
  const rows = all<{ key: string; label: string | null }>(db, text);
  const given = new Map(rows.flatMap(({ key, label }) => (label === null ? [] : [[key, label] as const])));
  const accounts = rows.map(({ key }) => ({ at: key, label: gatewayLabel(key, given) }));
  return [{ at: BANK_TRANSFER, label: '' }, ...accounts];
}
