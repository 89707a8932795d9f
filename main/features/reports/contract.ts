/** The figures of the overview. Every chart is at most 500 points, made in SQL. */
import { z } from 'zod';
import { currencySchema, daySchema, decimalSchema, idSchema, moneySchema, procedure, timeSchema } from '../../wire';

const span = z.strictObject({ from: daySchema, to: daySchema });

const ofGateway = span.extend({ gateway: z.string().max(60), currency: currencySchema });
const ofGatewayOnly = span.extend({ gateway: z.string().min(1).max(60) });
const ofCurrency = span.extend({ currency: currencySchema });
const whole = z.number().int();

/** From the ledger's sums by day, and from what waits for a person. */
const ledgerCharts = {
  clearings: procedure.output(z.array(z.object({ gateway: z.string(), label: z.string(), currency: currencySchema }))),
  /** What a gateway holds for us at the end of each day (week, month), and what moved it; signed. */
  clearing: procedure.input(ofGateway).output(
    z.object({
      opening: decimalSchema,
      points: z.array(
        z.object({
          day: daySchema,
          /** Less the fees that were kept of it. */
          received: decimalSchema,
          refunds: decimalSchema,
          disputes: decimalSchema,
          payouts: decimalSchema,
          other: decimalSchema,
          balance: decimalSchema,
        }),
      ),
    }),
  ),
  /** net = gross − refunds − disputes − fees + other; left = net − sent. `bank`: what bank lines were matched to. */
  waterfall: procedure.input(ofGateway).output(
    z.object({
      gross: decimalSchema,
      refunds: decimalSchema,
      disputes: decimalSchema,
      fees: decimalSchema,
      other: decimalSchema,
      net: decimalSchema,
      sent: decimalSchema,
      left: decimalSchema,
      bank: decimalSchema,
    }),
  ),
  feesByMonth: procedure.input(ofCurrency).output(
    z.array(
      z.object({
        month: daySchema,
        gateway: z.string(),
        label: z.string(),
        gross: decimalSchema,
        fees: decimalSchema,
        /** Of gross, in percent with two digits; empty without gross. */
        share: z.string(),
      }),
    ),
  ),
  liabilityCurrencies: procedure.output(z.array(currencySchema)),
  /** At the end of each day (week, month): paid credit; granted and voucher credit; sold vouchers that nobody used yet. */
  liability: procedure
    .input(ofCurrency)
    .output(
      z.array(z.object({ day: daySchema, paid: decimalSchema, granted: decimalSchema, vouchers: decimalSchema })),
    ),
  bankLinesByDay: procedure.input(span).output(z.array(z.object({ day: daySchema, matched: whole, open: whole }))),
  payoutsByGateway: procedure
    .input(span)
    .output(z.array(z.object({ gateway: z.string(), label: z.string(), matched: whole, open: whole }))),
  /** What one gateway sends to the bank, by the day it was to arrive: whether a bank line was matched to it. */
  toBankByDay: procedure
    .input(ofGatewayOnly)
    .output(z.array(z.object({ day: daySchema, matched: whole, open: whole }))),
  /** The rows behind it: the first 500, and how many there are. */
  toBankRows: procedure.input(ofGatewayOnly.extend({ state: z.enum(['matched', 'open']).optional() })).output(
    z.object({
      count: whole,
      rows: z.array(
        z.object({
          kind: z.enum(['payout', 'payment', 'settlement']),
          /** Of the payout, or of the payment that it is about. */
          id: idSchema,
          label: z.string(),
          day: daySchema,
          money: moneySchema,
          state: z.enum(['matched', 'open']),
          /** The bank line that it was matched to. */
          line: idSchema.nullable(),
        }),
      ),
    }),
  ),
  /** Whose credit it is at the end of a day, the most first, 500 at most; the count and the sums are of all. */
  creditHeld: procedure.input(z.strictObject({ currency: currencySchema, day: daySchema })).output(
    z.object({
      count: whole,
      paid: decimalSchema,
      granted: decimalSchema,
      rows: z.array(
        z.object({
          customer: z.object({ id: idSchema, name: z.string() }),
          paid: decimalSchema,
          /** Voucher credit too. */
          granted: decimalSchema,
        }),
      ),
    }),
  ),
  invoiceAge: procedure.output(
    z.array(
      z.object({
        bucket: z.enum(['not-due', 'month', 'two-months', 'three-months', 'older']),
        from: daySchema.nullable(),
        to: daySchema.nullable(),
        count: whole,
        open: z.array(moneySchema),
      }),
    ),
  ),
};

export const reportsContract = {
  /** The top of the overview. */
  today: procedure.input(span).output(
    z.object({
      day: daySchema,
      completed: z.array(z.object({ currency: currencySchema, amount: decimalSchema, count: z.number().int() })),
      pending: z.number().int(),
      pendingOld: z.number().int(),
      /** Pending, oldest first, that wait for the customer. */
      waiting: z.array(
        z.object({
          payment: idSchema,
          customer: z.string().nullable(),
          money: moneySchema,
          createdAt: timeSchema,
          reason: z.string().nullable(),
        }),
      ),
      flagged: z.array(
        z.object({
          payment: idSchema,
          customer: z.string().nullable(),
          money: moneySchema,
          flag: z.string(),
          word: z.string(),
        }),
      ),
      disputesOpen: z.array(
        z.object({
          payment: idSchema,
          customer: z.string().nullable(),
          money: moneySchema,
          dueAt: timeSchema.nullable(),
        }),
      ),
      declined: z.number().int(),
      parked: z.number().int(),
      /** How many there are in all; the lists above give the first of them. */
      counts: z.object({
        flagged: z.number().int(),
        /** Open ones that still have to be answered. */
        disputesOpen: z.number().int(),
        /** Open ones whose day to answer is over. */
        disputesLate: z.number().int(),
      }),
    }),
  ),
  paymentsByDay: procedure.input(span).output(
    z.array(
      z.object({
        day: daySchema,
        Completed: z.number().int(),
        Pending: z.number().int(),
        Cancelled: z.number().int(),
      }),
    ),
  ),
  byGateway: procedure
    .input(span)
    .output(
      z.array(
        z.object({ gateway: z.string(), label: z.string(), count: z.number().int(), totals: z.array(moneySchema) }),
      ),
    ),
  /** Completed receipts through gateways by week (Monday first), in one settlement currency. */
  grossFeesNet: procedure
    .input(span.extend({ currency: currencySchema }))
    .output(z.array(z.object({ week: daySchema, gross: decimalSchema, fees: decimalSchema, net: decimalSchema }))),
  settlementCurrencies: procedure.output(z.array(currencySchema)),
  pendingAge: procedure.output(
    /** In whole days of the book: what the list shows from `from` to `to` is what is counted. */
    z.array(
      z.object({
        bucket: z.enum(['today', 'yesterday', 'three-days', 'week', 'older']),
        count: z.number().int(),
        from: daySchema.nullable(),
        to: daySchema.nullable(),
      }),
    ),
  ),
  ...ledgerCharts,
};
