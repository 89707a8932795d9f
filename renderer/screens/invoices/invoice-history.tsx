/** What happened to an invoice, newest last, and the postings that it made. */
import { useState } from 'react';
import type { InvoiceDetail } from '../../../main/features/invoices/contract';
import { isHappeningWord } from '../../../main/kernel/happening';
import { useWords } from '../../locales/words';
import { DebitCredit } from '../../ui/debit-credit';
import { useEventSource } from '../../ui/event-source';
import { Moment } from '../../ui/moment';
import { StubSection } from '../../ui/stub';

type Happening = InvoiceDetail['events'][number];

function useSentence(currency: string): (happening: Happening) => string {
  const { say, money, times } = useWords();
  return ({ kind, amount: sum, text: said, payment }) => {
    const amount = sum === null ? '' : `${money(sum, currency)} ${currency}`;
    const text = said ?? '';
    switch (kind) {
      case 'invoice.drafted':
        return say('invoiceEvent.drafted', { amount });
      case 'invoice.changed':
        return say('invoiceEvent.changed', { amount });
      case 'invoice.issued':
        return say('invoiceEvent.issued', { text });
      case 'invoice.imported':
        return say('invoiceEvent.imported', { text });
      case 'invoice.voided':
        return say('invoiceEvent.voided', { text });
      case 'invoice.promised':
        return /^\d{4}-\d\d-\d\d$/.test(text)
          ? say('invoiceEvent.promised', { text: times.day(text) })
          : say('invoiceEvent.unpromised');
      case 'invoice.awaited':
        return say('invoiceEvent.awaited');
      case 'credit.applied':
        return say(payment ? 'invoiceEvent.paid' : 'invoiceEvent.applied', { amount });
      case 'credit.unapplied':
        return say('invoiceEvent.unapplied', { amount });
      case 'invoice.funded':
        return say('invoiceEvent.paid', { amount });
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
      case 'charge.stopped':
        return text === '' ? say('happening.charge.stopped') : `${say('happening.charge.stopped')}: ${text}`;
      default:
        return isHappeningWord(kind) ? say(`happening.${kind}`) : kind;
    }
  };
}

export function InvoiceHistory({ detail }: { detail: InvoiceDetail }) {
  const { say } = useWords();
  const sentence = useSentence(detail.row.currency);
  const source = useEventSource();
  const [asLedger, setAsLedger] = useState(false);
  const toggle = detail.postings.length > 0 && (
    <button type="button" className="text-button" aria-pressed={asLedger} onClick={() => setAsLedger(!asLedger)}>
      {say(asLedger ? 'ledger.inWords' : 'ledger.asLedger')}
    </button>
  );
  return (
    <StubSection title={say(asLedger ? 'invoice.ledger' : 'invoice.whatHappened')} action={toggle}>
      {asLedger ? (
        <DebitCredit postings={detail.postings} />
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
