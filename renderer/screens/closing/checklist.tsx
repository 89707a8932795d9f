/** What there is to do before a month is closed, where to do it, and what the clearing accounts held on its last day. */
import { IconCircleCheck, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Check, Checklist, Clearing } from '../../../main/features/closing/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { Amount } from '../../ui/amount';
import { useGatewayNames } from '../../ui/gateway-names';
import { useMonthName } from '../../ui/month-name';
import { Card } from '../../ui/screen';
import { checkName } from './check-name';

const icons = { done: IconCircleCheck, open: IconCircleDashed, none: IconCircleMinus } as const;
const tones = { done: 'tone-green', open: 'tone-amber', none: 'tone-soft' } as const;

/** Where a person goes to do it: to what is counted here, and not to what came after the month. Empty: it stands below. */
function placeOf(check: Check['check'], to: Checklist['to']): string {
  switch (check) {
    case 'gateways':
    case 'proofs':
      return linkTo('settings', null, { part: 'gateways' });
    case 'attempts':
      return linkTo('outbox');
    case 'statements':
      return linkTo('reconcile', null, { part: 'statements' });
    case 'lines':
      return linkTo('reconcile', null, { part: 'todo' });
    case 'exceptions':
      return linkTo('reconcile', null, { part: 'exceptions', until: to });
    case 'flagged':
      return linkTo('payments', null, { flagged: 'yes', to });
    case 'approvals':
      return linkTo('requests');
    case 'clearing':
      return '';
    case 'late':
      return linkTo('close', null, { shown: 'late' });
  }
}

function useNamed(check: Check['check']): (name: string) => string {
  const words = useWords();
  const { labelOf } = useGatewayNames();
  return (name) => checkName(check, name, words, labelOf);
}

function CheckLine({ check: { check, state, count, what }, to }: { check: Check; to: Checklist['to'] }) {
  const { say } = useWords();
  const Icon = icons[state];
  const named = useNamed(check);
  const name = say(`closeCheck.${check}`);
  const place = placeOf(check, to);
  return (
    <li className="close-check">
      <span className={`status ${tones[state]}`}>
        <Icon size={16} stroke={1.8} aria-hidden="true" />
        {state === 'open' ? say('checkState.open', { count }) : say(`checkState.${state}`)}
      </span>
      <div>
        {state === 'open' && place !== '' ? (
          <a className="link" href={place}>
            {name}
          </a>
        ) : (
          name
        )}
        {what.length > 0 && (
          <p className="soft close-what">
            <bdi>{what.slice(0, 5).map(named).join(' · ')}</bdi>
            {count > 5 && ' …'}
          </p>
        )}
      </div>
    </li>
  );
}

export function ChecklistCard({ list }: { list: Checklist }) {
  const { say } = useWords();
  const month = useMonthName()(list.period);
  const open = list.checks.filter(({ state }) => state === 'open').length;
  return (
    <Card title={say('closing.checklist')} note={say('closing.checklistNote', { month })}>
      <ul className="close-checks" aria-label={say('closing.checklist')}>
        {list.checks.map((check) => (
          <CheckLine key={check.check} check={check} to={list.to} />
        ))}
      </ul>
      <p className={open === 0 ? 'tone-green' : 'tone-amber'}>
        {open === 0 ? say('closing.ready') : say('closing.openCount', { count: open })}
      </p>
    </Card>
  );
}

export function MakersCard({ list }: { list: Checklist }) {
  const { say, count } = useWords();
  return (
    <Card title={say('closing.makers')} note={list.makers.length > 0 ? say('closing.makersNote') : undefined}>
      {list.makers.length === 0 ? (
        <p className="soft">{say('closing.makersNone')}</p>
      ) : (
        <ul className="close-makers">
          {list.makers.map(({ operator, count: n }) => (
            <li key={operator}>
              <bdi>{operator}</bdi> <span className="soft">{count(n)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Items({ id, row }: { id: string; row: Clearing }) {
  const { say, times } = useWords();
  return (
    <div id={id} className="close-items">
      <ul>
        {row.items.map((item) => (
          <li key={`${item.payment ?? item.reference} ${item.amount}`}>
            <span className="soft">{times.day(item.day)}</span>
            {item.payment ? (
              <a className="link" href={linkTo('payments', item.payment)}>
                <bdi>{item.reference}</bdi>
              </a>
            ) : (
              <span>
                {item.kind === 'payout' ? (
                  say('closing.payout', { reference: item.reference })
                ) : (
                  <>
                    {say('closing.other')} <bdi className="mono soft">{item.reference.slice(0, 8)}</bdi>
                  </>
                )}
              </span>
            )}
            <Amount amount={item.amount} currency={row.currency} signed />
          </li>
        ))}
      </ul>
      {row.count > row.items.length && <p className="soft">{say('closing.itemsMore', { count: row.items.length })}</p>}
    </div>
  );
}

function ClearingRows({ row }: { row: Clearing }) {
  const { say } = useWords();
  const { nameOf } = useGatewayNames();
  const [open, setOpen] = useState(false);
  const id = useId();
  const isWhole = !/[1-9]/.test(row.difference);
  const key = row.account.slice('clearing:'.length);
  return (
    <>
      <tr>
        <th scope="row">
          {key === 'bank-transfer' ? say('method.bank-transfer') : nameOf(key)}{' '}
          <span className="soft mono">{row.account}</span>
        </th>
        <td>
          <Amount amount={row.balance} currency={row.currency} signed />
        </td>
        <td>
          {row.count > 0 && (
            <button
              type="button"
              className="link close-disclose"
              aria-expanded={open}
              aria-controls={open ? id : undefined}
              onClick={() => setOpen(!open)}
            >
              {say('closing.items', { count: row.count })}
            </button>
          )}{' '}
          <Amount amount={row.explained} currency={row.currency} signed />
        </td>
        <td className={isWhole ? 'tone-green' : 'tone-amber'}>
          <Amount amount={row.difference} currency={row.currency} signed />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={4}>
            <Items id={id} row={row} />
          </td>
        </tr>
      )}
    </>
  );
}

export function ClearingCard({ list }: { list: Checklist }) {
  const { say, times } = useWords();
  return (
    <Card title={say('closing.clearing')} note={say('closing.clearingNote', { day: times.day(list.to) })}>
      {list.clearing.length === 0 ? (
        <p className="soft">{say('closing.clearingNone')}</p>
      ) : (
        <table className="plain-table close-clearing">
          <thead>
            <tr>
              <th scope="col">{say('closing.account')}</th>
              <th scope="col">{say('closing.balance')}</th>
              <th scope="col">{say('closing.explained')}</th>
              <th scope="col">{say('closing.difference')}</th>
            </tr>
          </thead>
          <tbody>
            {list.clearing.map((row) => (
              <ClearingRows key={`${row.account} ${row.currency}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
