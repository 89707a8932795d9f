/** Cells that several tables share. Each is small: a screen full of them is drawn on every jump of the scrollbar. */
import type { Words } from '../locales/words';
import { Amount } from '../ui/amount';
import { Moment } from '../ui/moment';
import type { CellOf } from './column';

interface Money {
  amount: string;
  currency: string;
}

/** Text from outside: any script, any direction, in its own isolation, cut at the cell's edge. */
export function TextCell({ text }: { text: string }) {
  return (
    <bdi className="cell-text" title={text.length > 24 ? text : undefined}>
      {text}
    </bdi>
  );
}

export function textCell<Row>(textOf: (row: Row) => string | null): CellOf<Row> {
  return {
    cell: (row) => {
      const text = textOf(row);
      return text === null || text === '' ? null : <TextCell text={text} />;
    },
    text: (row) => textOf(row) ?? '',
  };
}

/** The same in soft ink. */
export function softCell<Row>(textOf: (row: Row) => string | null): CellOf<Row> {
  return { cell: (row) => <span className="soft cell-text">{textOf(row)}</span>, text: (row) => textOf(row) ?? '' };
}

export function moneyCell<Row>(moneyOf: (row: Row) => Money | null, isDim: (row: Row) => boolean): CellOf<Row> {
  return {
    cell: (row) => {
      const money = moneyOf(row);
      return money && <Amount amount={money.amount} currency={money.currency} dim={isDim(row)} />;
    },
    text: (row) => {
      const money = moneyOf(row);
      return money ? `${money.amount} ${money.currency}` : '';
    },
  };
}

/** `isFaint`: a time that stands in for another, as a creation for a completion that is not there yet. */
export function timeCell<Row>(atOf: (row: Row) => number | null, isFaint: (row: Row) => boolean): CellOf<Row> {
  return {
    cell: (row) => {
      const at = atOf(row);
      return at === null ? null : <Moment at={at} className={isFaint(row) ? 'faint' : 'soft'} />;
    },
    text: (row) => {
      const at = atOf(row);
      return at === null ? '' : new Date(at).toISOString();
    },
  };
}

/** A day as the language writes it. */
export function dayCell<Row>({ times }: Words, dayOf: (row: Row) => string | null): CellOf<Row> {
  return {
    cell: (row) => {
      const day = dayOf(row);
      return day === null ? null : (
        <time className="soft" dateTime={day}>
          {times.day(day)}
        </time>
      );
    },
    text: (row) => dayOf(row) ?? '',
  };
}
