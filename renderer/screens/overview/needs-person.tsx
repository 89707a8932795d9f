/** What waits for a person: disputes to answer, what gateways said that nobody understands, payments that customers left half done. */
import { IconBuildingBank, IconCreditCardRefund, IconFlag, IconScale, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { flags } from '../../../main/kernel/payment';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { useFailedCharges } from '../../rpc/failed-charges';
import { useWaitingLines } from '../../rpc/waiting-lines';
import { useWaitingRequests } from '../../rpc/waiting-requests';
import { Amount } from '../../ui/amount';
import { IconPending } from '../../ui/icons';
import { Ago, useNow } from '../../ui/moment';
import { Card } from '../../ui/screen';
import type { Today } from './use-overview';

/** More is a list, not an overview. */
const SHOWN = 6;

interface Item {
  key: string;
  icon: ReactNode;
  href: string;
  text: ReactNode;
  /** The whole of it, where the text is short. */
  hint?: string | undefined;
  /** Behind the text, softer. */
  note: ReactNode;
  money: { amount: string; currency: string } | null;
}

/** One kind after the other, the first of each before the second of any, so that no kind crowds out another. */
function inTurn(kinds: readonly (readonly Item[])[]): Item[] {
  const longest = Math.max(...kinds.map((kind) => kind.length));
  const turns = Array.from({ length: longest }, (_, turn) => kinds.flatMap((kind) => kind[turn] ?? []));
  const chosen = new Set(turns.flat().slice(0, SHOWN));
  return kinds.flat().filter((item) => chosen.has(item));
}

/** What waits elsewhere, a line for each screen where something does. */
function useWork(): Item[] {
  const { say } = useWords();
  const { lines = 0, receipts = 0, claims = 0 } = useWaitingLines() ?? {};
  const requests = useWaitingRequests() ?? 0;
  const charges = useFailedCharges()?.person ?? 0;
  const bank = <IconBuildingBank size={14} stroke={1.7} />;
  const all: (Pick<Item, 'icon' | 'href' | 'text'> & { count: number })[] = [
    {
      ...{ count: requests, icon: <IconUsers size={14} stroke={1.7} />, href: linkTo('requests') },
      text: say('overview.requestsWait', { count: requests }),
    },
    {
      ...{ count: charges, icon: <IconCreditCardRefund size={14} stroke={1.7} />, href: linkTo('charges') },
      text: say('overview.chargesWait', { count: charges }),
    },
    { count: lines, icon: bank, href: linkTo('reconcile'), text: say('overview.linesWait', { count: lines }) },
    {
      ...{ count: claims, icon: bank, href: linkTo('reconcile', null, { part: 'claims' }) },
      text: say('overview.claimsWait', { count: claims }),
    },
    {
      ...{ count: receipts, icon: bank, href: linkTo('reconcile', null, { part: 'receipts' }) },
      text: say('overview.receiptsWait', { count: receipts }),
    },
  ];
  return all
    .filter(({ count }) => count > 0)
    .map(({ icon, href, text }) => ({ key: href, icon, href, text, note: null, money: null }));
}

function useItems(today: Today): Item[] {
  const { say, times } = useWords();
  const work = useWork();
  const now = useNow(60_000);
  const dayOf = (at: number) => ({ day: times.day(times.dayOf(at)) });
  const disputes = today.disputesOpen.map(({ payment, customer, money, dueAt }) => ({
    key: `dispute ${payment}`,
    icon: <IconScale size={14} stroke={1.7} />,
    href: linkTo('payments', payment),
    text: customer ? say('overview.disputeOf', { customer }) : say('overview.disputeOfSomeone'),
    note: dueAt === null ? null : say(dueAt < now ? 'overview.answerWas' : 'overview.answerUntil', dayOf(dueAt)),
    money,
  }));
  const flagged = today.flagged.map(({ payment, customer, money, flag, word }) => {
    const known = flags.find((one) => one === flag);
    return {
      key: `flag ${payment}`,
      icon: <IconFlag size={14} stroke={1.7} />,
      href: linkTo('payments', payment, { flagged: 'yes' }),
      text: known ? say(`flag.${known}`) : flag,
      hint: known && say(`flagWhat.${known}`, { word }),
      note: customer ?? (known === 'unknown-status' ? `“${word}”` : null),
      money,
    };
  });
  const waiting = today.waiting.map(({ payment, customer, money, createdAt }) => ({
    key: `waiting ${payment}`,
    icon: <IconPending size={14} />,
    href: linkTo('payments', payment, { status: 'Pending' }),
    text: customer ? say('overview.waitsFor', { customer }) : say('overview.waitsForSomeone'),
    note: <Ago at={createdAt} />,
    money,
  }));
  const parked = {
    key: 'parked',
    icon: <IconFlag size={14} stroke={1.7} />,
    href: linkTo('settings'),
    text: say('overview.parkedItems', { count: today.parked }),
    note: null,
    money: null,
  };
  return inTurn([work, disputes, [...(today.parked > 0 ? [parked] : []), ...flagged], waiting]);
}

export function NeedsPerson({ today }: { today: Today | undefined }) {
  const { say } = useWords();
  return (
    <Card title={say('overview.needsPerson')}>
      {today ? <Needs today={today} /> : <div className="needs-waiting" aria-busy="true" />}
    </Card>
  );
}

function Needs({ today }: { today: Today }) {
  const { say } = useWords();
  const items = useItems(today);
  const { flagged } = today.counts;
  return (
    <>
      {items.length === 0 && <p className="soft">{say('overview.nobodyNeeded')}</p>}
      <ul className="needs">
        {items.map(({ key, icon, href, text, hint, note, money }) => (
          <li key={key}>
            <a href={href} title={hint}>
              <span className="tone-amber needs-icon" aria-hidden="true">
                {icon}
              </span>
              <span className="needs-text">
                <bdi>{text}</bdi>
                {note !== null && <span className="soft needs-note">{note}</span>}
              </span>
              {money && <Amount {...money} />}
            </a>
          </li>
        ))}
      </ul>
      {flagged + today.pending > 0 && (
        <p className="needs-more">
          {flagged > 0 && (
            <a className="link" href={linkTo('payments', null, { flagged: 'yes' })}>
              {say('overview.allFlagged', { count: flagged })}
            </a>
          )}
          {today.pending > 0 && (
            <a className="link" href={linkTo('payments', null, { status: 'Pending' })}>
              {say('overview.allPending', { count: today.pending })}
            </a>
          )}
        </p>
      )}
    </>
  );
}
