/** Charts: what the ledger, the bank and the invoices say over time; each also as a table, as CSV, and as the rows behind it. */
import '../../chart/chart.css';
import './charts.css';
import { useState } from 'react';
import { readSpan, type Span } from '../../chart/chart-span';
import { useWords } from '../../locales/words';
import { go, type Place } from '../../navigation';
import { nowShown } from '../../rpc/past-point';
import { DateFilter } from '../../table/date-filter';
import { useGatewayNames } from '../../ui/gateway-names';
import { FailureNotice } from '../../ui/notices';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { ExceptionAge, InvoiceAge } from './ages';
import { BankLines } from './bank-lines';
import { BehindDialog } from './behind';
import { readBehind } from './behind-place';
import { Choose } from './choose';
import { Clearing } from './clearing';
import { Fees } from './fees';
import { Liability } from './liability';
import { Payouts } from './payouts';
import { useClearings } from './use-charts';
import { Waterfall } from './waterfall';

/** Clearing and waterfall are of one gateway and one currency. */
function OfOneGateway({ span }: { span: Span }) {
  const { say } = useWords();
  const { data, failure, retry } = useClearings();
  const names = useGatewayNames();
  const [asked, setAsked] = useState('');
  const nameOf = (gateway: string) =>
    gateway === 'bank-transfer' ? say('method.bank-transfer') : names.nameOf(gateway);
  const keyOf = ({ gateway, currency }: { gateway: string; currency: string }) => `${gateway} ${currency}`;
  const of = data && (data.find((each) => keyOf(each) === asked) ?? data[0] ?? null);
  if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
  return (
    <section className="charts-gateway" aria-label={say('charts.ofGateway')}>
      {data && data.length > 1 && of && (
        <Choose
          label={say('charts.ofGateway')}
          options={data.map((each) => ({ value: keyOf(each), label: `${nameOf(each.gateway)}, ${each.currency}` }))}
          value={keyOf(of)}
          onChange={setAsked}
        />
      )}
      <div className="charts-grid">
        <Clearing span={span} of={of} />
        <Waterfall span={span} of={of} />
      </div>
    </section>
  );
}

export function ChartsScreen({ place }: { place: Place }) {
  const { say, times } = useWords();
  const span = readSpan(place.query, times.dayOf(nowShown()));
  const behind = readBehind(place.query);
  return (
    <Screen>
      <ScreenHead title={say('rail.charts')} lead={say('charts.lead')}>
        <DateFilter
          name={say('overview.days')}
          span={span}
          onChange={({ from = '', to = '' }) => go({ screen: 'charts', id: null, query: { from, to } })}
        />
      </ScreenHead>
      <ScreenScroll label={say('rail.charts')} className="charts">
        <OfOneGateway span={span} />
        <div className="charts-grid">
          <Fees span={span} />
          <Liability span={span} />
          <BankLines span={span} />
          <Payouts span={span} />
          <ExceptionAge />
          <InvoiceAge />
        </div>
      </ScreenScroll>
      {behind && <BehindDialog behind={behind} span={span} />}
    </Screen>
  );
}
