/** What happened to an invoice, newest last, and the postings that it made. */
import { useState } from 'react';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { useWords } from '../../locales/words';
import { Moment } from '../../ui/moment';
import { StubSection } from '../../ui/stub';

type Happening = InvoiceDetail['events'][number];

function useSentence(currency: string): (happening: Happening) => string {
  const { say, money, times } = useWords();
  return ({ kind, amount: sum, text: said }) => {
    const amount = sum === null ? '' : `${money(sum, currency)} ${currency}`;
    const text = said ?? '';
    switch (kind) {
      case 'invoice.drafted':
        return say('invoiceEvent.drafted', { amount });
      case 'invoice.changed':
        return say('invoiceEvent.changed', { amount });
      case 'invoice.issued':
        return say('invoiceEvent.issued', { text });
      case 'invoice.voided':
        return say('invoiceEvent.voided', { text });
      case 'invoice.promised':
        return /^\d{4}-\d\d-\d\d$/.test(text)
          ? say('invoiceEvent.promised', { text: times.day(text) })
          : say('invoiceEvent.unpromised');
      case 'invoice.awaited':
        return say('invoiceEvent.awaited');
      case 'credit.applied':
        return say('invoiceEvent.applied', { amount });
      case 'invoice.funded':
        return say('invoiceEvent.funded', { amount });
      case 'invoice.credited':
        return say('invoiceEvent.credited', { text, amount });
      case 'invoice.short':
        return say('invoiceEvent.short', { amount, text });
      case 'invoice.written-off':
        return say('invoiceEvent.writtenOff', { amount, text });
      case 'invoice.recovered':
        return say('invoiceEvent.recovered', { amount, text });
      case 'invoice.returned':
        return say('invoiceEvent.returned', { amount });
      case 'invoice.restored':
        return say('invoiceEvent.restored', { amount });
      default:
        return kind;
    }
  };
}

function useSource(): (source: string) => string {
  const { say } = useWords();
  return (source) => {
    const [kind, provider] = source.split(':');
    if (kind === 'gateway' && provider) return say('invoice.fromGateway', { gateway: provider });
    if (kind === 'demo') return say('invoice.fromDemo');
    if (kind === 'command-line') return say('invoice.fromCommandLine');
    return kind === 'screen' ? say('invoice.fromScreen') : source;
  };
}

const shortAccount = (account: string) => account.replace(/:([0-9a-f]{8})-[0-9a-f-]{27}/, ':$1…');

function Postings({ detail }: { detail: InvoiceDetail }) {
  const { say, money } = useWords();
  return (
    <table className="plain-table postings">
      <thead>
        <tr>
          <th scope="col">{say('ledger.debit')}</th>
          <th scope="col">{say('ledger.creditSide')}</th>
          <th scope="col" className="postings-figure">
            {say('payments.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {detail.postings.map(({ event, from, to, money: moved }) => (
          <tr key={`${event} ${from} ${to}`}>
            <td className="mono">{shortAccount(to)}</td>
            <td className="mono">{shortAccount(from)}</td>
            <td className="postings-figure">{money(moved.amount, moved.currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function InvoiceHistory({ detail }: { detail: InvoiceDetail }) {
  const { say } = useWords();
  const sentence = useSentence(detail.row.currency);
  const source = useSource();
  const [asLedger, setAsLedger] = useState(false);
  const toggle = detail.postings.length > 0 && (
    <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
      {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
    </button>
  );
  return (
    <StubSection title={say(asLedger ? 'invoice.ledger' : 'invoice.whatHappened')} action={toggle}>
      {asLedger ? (
        <Postings detail={detail} />
      ) : (
        <ol className="timeline">
          {detail.events.map((happening) => (
            <li key={happening.event}>
              <span className="timeline-dot" aria-hidden="true" />
              <span className="timeline-text">
                {sentence(happening)}
                <small className="soft">
                  <bdi>{say('invoice.by', { operator: happening.operator, source: source(happening.source) })}</bdi>
                </small>
              </span>
              <Moment at={happening.occurredAt} className="faint" />
            </li>
          ))}
        </ol>
      )}
    </StubSection>
  );
}
