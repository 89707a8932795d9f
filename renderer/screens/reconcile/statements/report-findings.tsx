/** Where a gateway's report and the book differ, side by side; and what the report comes to. */
import type { ReportFinding, ReportSum } from '../../../../main/features/statements/report-contract';
import { useWords } from '../../../locales/words';
import { Amount } from '../../../ui/amount';

type Sides = ReportFinding['report'];

function Side({ of }: { of: Sides }) {
  const { say } = useWords();
  if (!of) return <span className="soft">{say('report.notThere')}</span>;
  const hasFee = /[1-9]/.test(of.fee);
  return (
    <>
      <Amount amount={of.gross} currency={of.currency} />
      {hasFee && (
        <small className="soft">
          {say('report.fee')} <Amount amount={of.fee} currency={of.currency} />
        </small>
      )}
    </>
  );
}

export function ReportFindings({ findings, name }: { findings: readonly ReportFinding[]; name: string }) {
  const { say, times } = useWords();
  const label = `${say('report.findings')}: ${name}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="planned-scroll found-lines" aria-label={label} tabIndex={0}>
      <table className="planned report-findings" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('report.what')}</th>
            <th scope="col">{say('report.item')}</th>
            <th scope="col">{say('report.day')}</th>
            <th scope="col" className="planned-money">
              {say('report.inReport')}
            </th>
            <th scope="col" className="planned-money">
              {say('report.inBook')}
            </th>
          </tr>
        </thead>
        <tbody>
          {findings.map((finding) => (
            <tr key={`${finding.type} ${finding.item} ${finding.line}`}>
              <th scope="row">{say(`exceptionType.${finding.type}`)}</th>
              <td>
                <bdi className="mono">{finding.item}</bdi>
                <small className="soft">
                  {finding.line > 0 && say('report.line', { line: finding.line })} <bdi>{finding.word}</bdi>
                </small>
              </td>
              <td>{times.day(finding.day)}</td>
              <td className="planned-money">
                <Side of={finding.report} />
              </td>
              <td className="planned-money">
                <Side of={finding.book} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ReportSums({ sums }: { sums: readonly ReportSum[] }) {
  const { say } = useWords();
  return sums.map(({ currency, gross, fee, net, paidOut, opening, closing }) => {
    const of = (amount: string) => <Amount amount={amount} currency={currency} />;
    return (
      <p key={currency} className="found-sums">
        <span>
          {say('report.gross')} {of(gross)}
        </span>
        <span>
          − {say('report.fees')} {of(fee)}
        </span>
        <span>
          = {say('report.net')} {of(net)}
        </span>
        {/[1-9]/.test(paidOut) && (
          <span>
            {say('report.paidOut')} {of(paidOut)}
          </span>
        )}
        {opening !== null && closing !== null && (
          <span>
            ✓ {say('report.proved')} ({of(opening)} → {of(closing)})
          </span>
        )}
      </p>
    );
  });
}
