/** One batch: what became of it, its rules, and its vouchers with their codes hidden until somebody asks to see them. */
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BatchDetail, VoucherCount } from '../../../main/features/vouchers/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { redeemVoucher } from '../../taking/asked';
import { Amount, Figure } from '../../ui/amount';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card, Facts, Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { useKey } from '../../ui/use-key';
import { BatchMark } from './batch-mark';
import { ExportDialog } from './export-dialog';
import { usePlaceName } from './place-name';
import { useRule, useValidity } from './use-validity';
import { VoidDialog } from './void-dialog';
import { VoucherList } from './voucher-list';

function BackLink() {
  const { say } = useWords();
  return (
    <nav className="voucher-back">
      <a href={linkTo('vouchers')}>
        <IconArrowLeft size={13} stroke={1.8} aria-hidden="true" /> {say('vouchers.back')}
      </a>
    </nav>
  );
}

function Sums({ detail: { row } }: { detail: BatchDetail }) {
  const { say } = useWords();
  const { currency } = row.money;
  const parts: readonly (readonly [string, VoucherCount])[] = [
    [say('vouchers.issued'), row.issued],
    [say('vouchers.redeemed'), row.redeemed],
    [say('vouchers.expired'), row.expired],
    [say('vouchers.voided'), row.voided],
    [say(row.kind === 'sold' ? 'vouchers.owed' : 'vouchers.open'), row.open],
  ];
  return (
    <dl className="voucher-cards">
      {parts.map(([name, { uses, amount }]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Figure amount={amount} currency={currency} />
            <small>{say('vouchers.uses', { count: uses })}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function About({ detail }: { detail: BatchDetail }) {
  const { say, times } = useWords();
  const { row, paid, note, pattern } = detail;
  const validity = useValidity();
  const rule = useRule();
  const placeOf = usePlaceName();
  return (
    <Card title={say('vouchers.facts')}>
      <Facts
        facts={[
          [say('vouchers.state'), <BatchMark key="state" state={row.state} />],
          [say('vouchers.worth'), <Amount key="worth" amount={row.money.amount} currency={row.money.currency} />],
          [say('vouchers.valid'), validity(row)],
          [say('vouchers.rule'), rule(row)],
          [
            say('vouchers.pattern'),
            <span key="pattern" className="mono">
              {pattern}
            </span>,
          ],
          [say('vouchers.paidAt'), paid && `${placeOf(paid.at)}, ${times.day(paid.day)}`],
          [say('vouchers.paidNote'), paid && <bdi key="proof">{paid.note}</bdi>],
          [say('vouchers.note'), note === '' ? null : <bdi key="note">{note}</bdi>],
          [say('vouchers.issuedAt'), <Moment key="issued" at={row.issuedAt} />],
        ]}
      />
    </Card>
  );
}

function Open({ detail }: { detail: BatchDetail }) {
  const { say } = useWords();
  const { row } = detail;
  const [asking, setAsking] = useState<'export' | 'void' | null>(null);
  const mayRedeem = useRefusal('vouchers.redeem') === null;
  const mayExport = useRefusal('vouchers.export') === null;
  useKey('r', () => mayRedeem && redeemVoucher(null));
  useKey('e', () => mayExport && setAsking('export'));
  const close = () => setAsking(null);
  const lead = `${say(`voucherKind.${row.kind}`)} · ${say('vouchers.vouchersOf', { count: row.count })}`;
  return (
    <>
      <ScreenHead title={<bdi>{row.name}</bdi>} lead={lead}>
        {row.open.uses > 0 && row.state !== 'ended' && (
          <RightButton to="vouchers.void" onClick={() => setAsking('void')}>
            {say('vouchers.voidRest')}
          </RightButton>
        )}
        <RightButton to="vouchers.redeem" rightSection={<kbd>R</kbd>} onClick={() => redeemVoucher(null)}>
          {say('vouchers.redeem')}
        </RightButton>
        <RightButton
          to="vouchers.export"
          variant="filled"
          rightSection={<kbd>E</kbd>}
          onClick={() => setAsking('export')}
        >
          {say('vouchers.export')}
        </RightButton>
      </ScreenHead>
      <ScreenScroll label={say('vouchers.batch')} className="vouchers">
        <Sums detail={detail} />
        <div className="voucher-columns">
          <VoucherList detail={detail} />
          <About detail={detail} />
        </div>
      </ScreenScroll>
      {asking === 'void' && (
        <VoidDialog batch={row.id} vouchers={null} paidAt={detail.paid?.at ?? null} onClose={close} />
      )}
      {asking === 'export' && <ExportDialog row={row} onClose={close} />}
    </>
  );
}

export function BatchPage({ id }: { id: string }) {
  const { say } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: ['vouchers', 'batch', id],
    queryFn: ({ signal }) => api.vouchers.batch({ id }, { signal }),
  });
  return (
    <Screen>
      <BackLink />
      {data ? (
        <Open detail={data} />
      ) : (
        <>
          <ScreenHead title={say('vouchers.batch')} />
          <div className="screen-scroll" aria-busy={!error}>
            {error && <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />}
          </div>
        </>
      )}
    </Screen>
  );
}
