/** The paper that proves a deposit: what came together in it, what was kept of it, and that it is what the bank shows. */
import { emptyPaper, known, sayIn } from './builder';
import type { LabelledValue, PaperDocument, PaperMoney, PaperSetting, Row, Table } from './document';
import { dayText } from './figures';
import type { PaperWord } from './words';

/** Amounts are decimal text in the part's currency; days are `YYYY-MM-DD`, '' where there is none. */
export interface ProofPartFacts {
  /** The payout's name at its gateway; null: what came to the bank by itself. */
  payout: { label: string; gateway: string; day: string } | null;
  /** By its gateway; by what moved there since the payout before; not at all. */
  told: 'named' | 'swept' | 'untold';
  currency: string;
  rows: Iterable<{ day: string; label: string; who: string; amount: string; fee: string; net: string }>;
  /** In the order of the proof; those of nothing are left out. */
  sums: readonly (readonly [word: PaperWord, amount: string])[];
  paid: string;
  /** What the bank shows for it, where that is in another currency. */
  exchanged: PaperMoney | null;
}

export interface ProofFacts {
  lines: readonly { day: string; text: string; money: PaperMoney }[];
  parts: readonly ProofPartFacts[];
  holds: boolean;
}

export function depositProofPaper({ lines, parts, holds }: ProofFacts, setting: PaperSetting): PaperDocument {
  const say = sayIn(setting);
  const [line] = lines;
  const day = (text: string) => (text === '' ? '' : dayText(text, setting.language));
  const totals: LabelledValue[] = parts.flatMap(({ payout, currency, sums, paid, exchanged }) => [
    ...sums.map(([word, amount]) => ({ label: say(word), value: { amount, currency } })),
    ...(payout ? [{ label: `${say('payout')} ${payout.label}`, value: { amount: paid, currency } }] : []),
    ...(exchanged ? [{ label: say('exchangedTo'), value: exchanged }] : []),
  ]);
  return {
    ...emptyPaper(setting, say('depositProof')),
    headline: line && lines.length === 1 ? { caption: say('bankLine'), money: line.money } : null,
    mark: { text: holds ? '✓' : '≠', tone: holds ? 'good' : 'waiting' },
    facts: lines.flatMap(({ day: on, text, money }) =>
      known([say('bankLine'), `${day(on)} · ${text} · ${money.amount} ${money.currency}`]),
    ),
    tables: parts.map((part) => tableOf(part, setting)),
    totals: [
      ...totals,
      ...lines.map(({ day: on, money }) => ({
        label: `${say('bankLine')} ${day(on)}`,
        value: money,
        tone: 'strong' as const,
      })),
    ],
    notes: [
      lines.length === 0 ? say('notSeen') : say(holds ? 'proofHolds' : 'proofFails'),
      ...parts.flatMap(({ told, payout }) => (told === 'named' ? [] : [`${payout?.gateway}: ${say(told)}`])),
    ],
  };
}

function tableOf({ payout, currency, rows }: ProofPartFacts, setting: PaperSetting): Table {
  const say = sayIn(setting);
  const caption = payout
    ? `${payout.gateway} · ${payout.label} · ${dayText(payout.day, setting.language)}`
    : say('booked');
  return {
    ...{ caption, captionShown: true, currency },
    columns: [
      { header: say('date'), kind: 'label' },
      { header: say('payment'), kind: 'text', share: 3 },
      { header: say('gross'), kind: 'money', carry: 'sum' },
      { header: say('fee'), kind: 'money', carry: 'sum' },
      { header: say('net'), kind: 'money', carry: 'sum' },
    ],
    rows: tableRows(rows, currency, setting),
  };
}

function* tableRows(rows: ProofPartFacts['rows'], currency: string, setting: PaperSetting): Generator<Row> {
  for (const { day, label, who, amount, fee, net } of rows)
    yield {
      cells: [
        day === '' ? '' : dayText(day, setting.language),
        [label, who].filter(Boolean).join(' · '),
        ...[amount, fee, net].map((of) => ({ amount: of, currency })),
      ],
    };
}
