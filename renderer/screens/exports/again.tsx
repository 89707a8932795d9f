/** What changed since an export: rows then and now, totals side by side, and each row that came, went or changed. */
import { Button } from '@mantine/core';
import type { Compared, ExportReceipt } from '../../../main/features/export/contract';
import { useWords } from '../../locales/words';
import { againJob } from '../../rpc/export-job';
import { usePast } from '../../rpc/past-point';
import { useJob } from '../../rpc/use-job';
import { Amount } from '../../ui/amount';
import { JobProgress } from '../../ui/job-progress';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';

function Totals({ compared }: { compared: Compared }) {
  const { say, count } = useWords();
  const { was, now } = compared;
  const isBefore = usePast() !== null;
  const currencies = [...new Set([...was.totals, ...now.totals].map(({ currency }) => currency))];
  const of = (totals: Compared['now']['totals'], currency: string) => totals.find((each) => each.currency === currency);
  return (
    <table className="again-totals">
      <thead>
        <tr>
          <th scope="col" aria-label={say('again.what')} />
          <th scope="col" className="num">
            <Moment at={was.at} />
          </th>
          <th scope="col" className="num">
            {isBefore ? <Moment at={now.at} /> : say('again.now')}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{say('exporting.rows')}</th>
          <td className="num">{count(was.rows)}</td>
          <td className="num">{count(now.rows)}</td>
        </tr>
        {currencies.map((currency) => (
          <tr key={currency}>
            <th scope="row">{say('exporting.totals')}</th>
            {[was, now].map((side) => (
              <td className="num" key={side === was ? 'was' : 'now'}>
                <Amount amount={of(side.totals, currency)?.amount ?? '0'} currency={currency} />
              </td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{say('again.journal')}</th>
          <td className="num">{count(was.position)}</td>
          <td className="num">{count(now.position)}</td>
        </tr>
      </tbody>
    </table>
  );
}

function Differences({ compared }: { compared: Compared }) {
  const { say, count } = useWords();
  const { added, gone, changed, differences } = compared;
  const all = added + gone + changed;
  if (all === 0) return <p role="status">{say('again.same')}</p>;
  return (
    <>
      <p role="status">
        {say('again.found', { added: count(added), gone: count(gone), changed: count(changed) })}
        {all > differences.length && <span className="soft"> {say('again.first', { count: differences.length })}</span>}
      </p>
      <ul className="again-rows">
        {differences.map(({ id, how, about, cells }) => (
          <li key={id}>
            <b>{say(`again.${how}`)}</b> <bdi>{about}</bdi>
            {cells.map(({ column, was, is }) => (
              <span key={column} className="again-cell">
                <span className="mono">{column}</span>: <del>{was || '–'}</del> → <ins>{is || '–'}</ins>
              </span>
            ))}
          </li>
        ))}
      </ul>
      <p className="soft">{say('again.names')}</p>
    </>
  );
}

/** Stands in its receipt's card. `isAsked`: whether it is this receipt that was asked about last. */
export function Again({ receipt, isAsked }: { receipt: ExportReceipt; isAsked: boolean }) {
  const { say } = useWords();
  const job = useJob(againJob);
  if (!isAsked) return null;
  if (job.phase === 'running')
    return <JobProgress label={say('again.running')} progress={job.progress} onCancel={againJob.cancel} />;
  if (job.phase === 'failed') return <FailureNotice failure={job.failure} />;
  if (job.phase !== 'done' || job.result.id !== receipt.id) return null;
  return (
    <section className="again" aria-label={say('again.title')}>
      <Totals compared={job.result} />
      <Differences compared={job.result} />
    </section>
  );
}

/** Only lists can be run again. */
export function AgainButton({ receipt, onAsk }: { receipt: ExportReceipt; onAsk(id: string): void }) {
  const { say } = useWords();
  const job = useJob(againJob);
  if (!receipt.again) return null;
  return (
    <Button
      disabled={job.phase === 'running'}
      onClick={() => {
        onAsk(receipt.id);
        againJob.start(receipt.id);
      }}
    >
      {say('again.button')}
    </Button>
  );
}
