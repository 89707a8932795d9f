/** All fields of a payment, in the words of the house, with the provider's own word beside ours. */
import type { PaymentDetail } from '../../../main/features/payments/contract';
import { useWords } from '../../locales/words';
import { CopyButton } from '../../ui/copy-button';
import { useGatewayNames } from '../../ui/gateway-names';
import { Ago, Moment } from '../../ui/moment';
import { Facts } from '../../ui/screen';

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className="copied">
      <bdi>{text}</bdi>
      <CopyButton text={text} what={what} />
    </span>
  );
}

function orNull(text: string | null, what: string) {
  return text === null || text === '' ? null : <Copied key={what} text={text} what={what} />;
}

function useTimes({ row, bookedOn, nextCheckAt }: PaymentDetail) {
  const { say, times } = useWords();
  return [
    [say('payments.created'), <Moment key="created" at={row.createdAt} />],
    [say('payments.completed'), row.completedAt === null ? null : <Moment key="completed" at={row.completedAt} />],
    [say('payment.bookedOn'), bookedOn === null ? null : times.day(bookedOn)],
    [say('payments.checked'), row.checkedAt === null ? null : <Ago key="checked" at={row.checkedAt} />],
    [say('payment.nextCheck'), nextCheckAt === null ? null : <Ago key="next" at={nextCheckAt} />],
  ] as const;
}

export function PaymentFacts(props: { detail: PaymentDetail; gateways: ReadonlyMap<string, string> }) {
  const { say } = useWords();
  const { row } = props.detail;
  const times = useTimes(props.detail);
  const { knows, nameOf } = useGatewayNames();
  const gatewayOf = (key: string) => (knows(key) ? nameOf(key) : (props.gateways.get(key) ?? key));
  return (
    <div className="stub-facts">
      <Facts
        facts={[
          [say('payments.description'), row.description === '' ? null : <bdi key="text">{row.description}</bdi>],
          [say('payments.purpose'), row.purpose && say(`purpose.${row.purpose}`)],
          [say('payments.reference'), orNull(row.reference, say('payments.reference'))],
          [say('payments.payer'), row.payer === null ? null : <bdi key="payer">{row.payer}</bdi>],
          [say('payments.gateway'), gatewayOf(row.gateway)],
          [say('payments.externalId'), orNull(row.externalId, say('payments.externalId'))],
          [say('payments.providerStatus'), row.providerStatus === '' ? null : <q key="word">{row.providerStatus}</q>],
          ...times,
        ]}
      />
    </div>
  );
}
