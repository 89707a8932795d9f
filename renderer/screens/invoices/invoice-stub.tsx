/** The counterfoil of an invoice: what is open of it, its lines and tax, what paid it, what happened, and what it moved. */
import { useQuery } from '@tanstack/react-query';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { isId } from '../../../main/kernel/id';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Amount, Figure } from '../../ui/amount';
import { CopyButton } from '../../ui/copy-button';
import { InvoiceMark } from '../../ui/invoice-mark';
import { isZero } from '../../ui/money-text';
import { FailureNotice, Note } from '../../ui/notices';
import { PaperButton } from '../../ui/paper-button';
import { Facts } from '../../ui/screen';
import { StatusMark } from '../../ui/status-mark';
import { Stub, StubSection } from '../../ui/stub';
import { InvoiceDeeds } from './invoice-deeds';
import { InvoiceHistory } from './invoice-history';
import { InvoiceLines } from './invoice-lines';

function Heading({ detail: { row } }: { detail: InvoiceDetail }) {
  const { say, sayWith, money } = useWords();
  const { currency } = row;
  const who = (
    <a key="customer" className="link" href={linkTo('customers', row.customer.id)}>
      <bdi>{row.customer.name || say('customers.unnamed')}</bdi>
    </a>
  );
  const isPartly = !isZero(row.open) && row.open !== row.total;
  return (
    <>
      <h2 className="stub-figure">
        <Figure amount={isPartly ? row.open : row.total} currency={currency} />
      </h2>
      <p className="soft">
        {row.number ?? say('invoices.noNumber')} · {sayWith('invoice.to', { who })}
      </p>
      {isPartly && (
        <p className="soft">
          {say('invoice.openOf', { open: money(row.open, currency), total: money(row.total, currency) })}
        </p>
      )}
    </>
  );
}

function InvoiceFacts({ detail }: { detail: InvoiceDetail }) {
  const { say, times, money } = useWords();
  const { row, payer, note } = detail;
  const day = (text: string | null) => (text === null ? null : times.day(text));
  const some = (amount: string) => (isZero(amount) ? null : `${money(amount, row.currency)} ${row.currency}`);
  const reference = row.reference && (
    <span key="reference" className="copied">
      <bdi className="mono">{row.reference}</bdi>
      <CopyButton text={row.reference} what={say('invoice.copyReference')} />
    </span>
  );
  return (
    <div className="stub-facts">
      <Facts
        facts={[
          [say('invoices.kind'), say(`invoiceKind.${row.kind}`)],
          [say('invoices.issued'), day(row.issueDay)],
          [say('invoices.due'), day(row.dueDay)],
          [say('invoices.promised'), day(row.promisedDay)],
          [say('invoice.payer'), payer && <bdi key="payer">{payer.name}</bdi>],
          [say('invoice.reference'), reference],
          [say('invoices.paid'), some(row.paid)],
          [say('invoices.credited'), some(row.credited)],
          [say('invoices.writtenOff'), some(row.writtenOff)],
          [say('invoice.shortWord'), some(row.short)],
          [say('invoice.note'), note === '' ? null : <bdi key="note">{note}</bdi>],
        ]}
      />
    </div>
  );
}

function Applied({ detail }: { detail: InvoiceDetail }) {
  const { say, money, times } = useWords();
  const { applied, row } = detail;
  const text = (amount: string) => money(amount, row.currency);
  const parts = (one: InvoiceDetail['applied'][number]) =>
    [
      isZero(one.granted) ? null : say('invoice.lotGranted', { amount: text(one.granted) }),
      isZero(one.voucher) ? null : say('invoice.lotVoucher', { amount: text(one.voucher) }),
      isZero(one.paid) ? null : one.payment ? text(one.paid) : say('invoice.lotPaid', { amount: text(one.paid) }),
      isZero(one.returned) ? null : say('invoice.returned', { amount: text(one.returned) }),
    ]
      .filter((part) => part !== null)
      .join(', ');
  return (
    <StubSection title={say('invoice.applied')}>
      {applied.length === 0 && <p className="soft">{say('invoice.nothingApplied')}</p>}
      {applied.map((one) => (
        <div key={`${one.at} ${one.payment ?? ''} ${one.paid} ${one.granted}`} className="money-line">
          {one.payment === null ? (
            <span>{say('invoice.byCredit')}</span>
          ) : (
            <a className="link" href={linkTo('payments', one.payment)}>
              {say('invoice.byPayment')}
            </a>
          )}
          <span className="soft">{times.moment(one.at)}</span>
          <span>{parts(one)}</span>
        </div>
      ))}
    </StubSection>
  );
}

function AskedFor({ detail }: { detail: InvoiceDetail }) {
  const { say, times } = useWords();
  if (detail.payments.length === 0) return null;
  const isOver = isZero(detail.row.open) && detail.payments.some(({ status }) => status === 'Pending');
  return (
    <StubSection title={say('invoice.waiting')}>
      {isOver && <Note tone="amber">{say('invoice.waitingOver')}</Note>}
      {detail.payments.map(({ id, at, status, money }) => (
        <div key={id} className="money-line">
          <a className="link" href={linkTo('payments', id)}>
            {times.moment(at)}
          </a>
          <StatusMark status={status} reason={null} />
          <Amount amount={money.amount} currency={money.currency} dim={status !== 'Completed'} />
        </div>
      ))}
    </StubSection>
  );
}

function CreditNotes({ detail }: { detail: InvoiceDetail }) {
  const { say, times, money } = useWords();
  if (detail.notes.length === 0) return null;
  return (
    <StubSection title={say('invoice.notes')}>
      {detail.notes.map((note) => (
        <div key={note.id} className="taken-back">
          <div className="money-line">
            <span>{note.number}</span>
            <span className="soft">{times.day(note.day)}</span>
            <Amount amount={`-${note.total}`} currency={detail.row.currency} />
          </div>
          <p className="soft">
            <bdi>{note.reason}</bdi>
          </p>
          {!isZero(note.back) && (
            <p className="soft">
              {say('invoice.noteBack', { amount: `${money(note.back, detail.row.currency)} ${detail.row.currency}` })}
            </p>
          )}
          <PaperButton
            label={say('invoice.notePdf', { number: note.number })}
            write={(signal) => api.invoices.creditNotePdf({ id: note.id }, { signal })}
          />
        </div>
      ))}
    </StubSection>
  );
}

function Content({ detail }: { detail: InvoiceDetail }) {
  const { say } = useWords();
  return (
    <>
      <Heading detail={detail} />
      <InvoiceFacts detail={detail} />
      {detail.row.kind === 'add-funds' && <Note tone="blue">{say('invoice.addFundsNote')}</Note>}
      <InvoiceDeeds key={detail.row.id} detail={detail} />
      <InvoiceLines detail={detail} />
      <Applied detail={detail} />
      <AskedFor detail={detail} />
      <CreditNotes detail={detail} />
      <InvoiceHistory key={`history ${detail.row.id}`} detail={detail} />
    </>
  );
}

interface InvoiceStubProps {
  id: string;
  onClose(): void;
  onStep(places: 1 | -1): void;
}

export function InvoiceStub({ id, onClose, onStep }: InvoiceStubProps) {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['invoices', 'detail', id],
    queryFn: ({ signal }) => (isId(id) ? api.invoices.get({ id }, { signal }) : null),
  });
  const row = found.data?.row;
  return (
    <Stub
      label={row ? say('invoice.label', { number: row.number ?? say('invoices.noNumber') }) : say('invoice.loading')}
      head={row && <InvoiceMark row={row} />}
      onClose={onClose}
      onStep={onStep}
    >
      {found.data && <Content detail={found.data} />}
      {found.data === null && <p className="soft">{say('invoice.unknown')}</p>}
      {found.error && !found.data && (
        <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />
      )}
    </Stub>
  );
}
