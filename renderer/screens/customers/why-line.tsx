/** One line of the explanation, with the payments in it behind a disclosure; each opens on the payments screen. */
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { Why } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { Amount } from '../../ui/amount';
import { isNegative } from '../../ui/money-text';

type Row = Why['lines'][0]['rows'][0];

export interface WhyLineProps {
  /** What the line is: *Refunds*. */
  name: string;
  count: number;
  amount: string;
  /** The sum so far; left out for what does not count. */
  running?: string;
  currency: string;
  rows: readonly Row[];
  more: boolean;
  /** Lighter ink: it does not count. */
  dim?: boolean;
  /** The filter of the payments screen that shows all of them, and more than the rows here. */
  all: Readonly<Record<string, string>>;
}

function Rows({ id, rows, count, more, currency, dim, all }: WhyLineProps & { id: string }) {
  const { say, times, money } = useWords();
  const { customer = '' } = all;
  return (
    <ul id={id} className="why-rows">
      {rows.map((row) => (
        <li key={row.payment}>
          <time className="soft" dateTime={times.iso(row.at)} title={times.iso(row.at)}>
            {times.day(times.dayOf(row.at))}
          </time>
          {row.screen === 'none' ? (
            <bdi>{row.description}</bdi>
          ) : (
            <a className="link" href={linkTo(row.screen, row.payment, { customer })}>
              <bdi>{row.description || row.payment.slice(0, 8)}</bdi>
            </a>
          )}
          {dim ? (
            <Amount amount={row.amount} currency={currency} dim />
          ) : (
            <Sum text={money(row.amount, currency)} amount={row.amount} />
          )}
        </li>
      ))}
      {more && (
        <li>
          <a className="link why-more" href={linkTo('payments', null, all)}>
            {say('why.more', { count: count - rows.length })}
          </a>
        </li>
      )}
    </ul>
  );
}

/** Without its currency, which stands in the head of the lines. */
function Sum({ text, amount }: { text: string; amount: string }) {
  return (
    <span className={isNegative(amount) ? 'amount negative' : 'amount'}>
      <span className="amount-figure">{text}</span>
    </span>
  );
}

export function WhyLine(props: WhyLineProps) {
  const { say, count, money, change } = useWords();
  const { name, amount, running, currency, dim = false } = props;
  const [open, setOpen] = useState(false);
  const id = useId();
  const hasRows = props.rows.length > 0;
  const label: ReactNode = (
    <>
      <span>{name}</span> <span className="why-count">{count(props.count)}</span>
    </>
  );
  return (
    <li className={dim ? 'why-line why-dim' : 'why-line'}>
      <div className="why-sums">
        {hasRows ? (
          <button
            type="button"
            className="why-name"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={13} stroke={1.8} aria-hidden="true" />
            {label}
          </button>
        ) : (
          <span className="why-name">{label}</span>
        )}
        {running === undefined ? (
          <Amount amount={amount} currency={currency} dim={dim} />
        ) : (
          <Sum text={change(amount, currency)} amount={amount} />
        )}
        {running !== undefined && (
          <span className="why-running">
            <span className="aloud">{say('why.soFar')} </span>
            <Sum text={money(running, currency)} amount={running} />
          </span>
        )}
      </div>
      {open && hasRows && <Rows {...props} id={id} />}
    </li>
  );
}
