/** Gateways' own reports among the files: each compared with the book before a person keeps it as evidence. They book nothing. */
import { Button, Checkbox, Select } from '@mantine/core';
import { useState } from 'react';
import type {
  FoundReport as Report,
  ReportFile,
  ReportLook,
} from '../../../../main/features/statements/report-contract';
import { dayOrders, decimalSigns } from '../../../../main/kernel/import-field';
import { useWords } from '../../../locales/words';
import { reportLook, reportStore } from '../../../rpc/report-jobs';
import { useGatewayNames } from '../../../ui/gateway-names';
import { JobProgress } from '../../../ui/job-progress';
import { FailureNotice, Note } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { ReportFindings, ReportSums } from './report-findings';
import { type ReportImport, useReportImport } from './use-report-import';

function Asked({ at, report, n }: { at: ReportImport; report: Report; n: number }) {
  const { say } = useWords();
  const { nameOf } = useGatewayNames();
  const { asks, gateways, gateway } = report;
  const isAsked = asks.gateway || asks.decimal || asks.dayOrder;
  if (!isAsked && gateways.length < 2) return null;
  return (
    <div className="profile-columns">
      <Select
        label={say('report.gateway')}
        placeholder={say('report.chooseGateway')}
        data={gateways.map((value) => ({ value, label: nameOf(value) }))}
        value={gateway}
        onChange={(next) => next !== null && at.change(n, { gateway: next })}
        allowDeselect={false}
      />
      {asks.decimal && (
        <Select
          label={say('bankProfile.decimal')}
          data={decimalSigns.map((value) => ({ value, label: value }))}
          value={null}
          onChange={(next) => at.change(n, { decimal: next === ',' ? ',' : '.' })}
        />
      )}
      {asks.dayOrder && (
        <Select
          label={say('bankProfile.dayOrder')}
          data={dayOrders.map((value) => ({ value, label: say(`importing.${value}`) }))}
          value={null}
          onChange={(next) => at.change(n, { dayOrder: dayOrders.find((order) => order === next) ?? 'ymd' })}
        />
      )}
    </div>
  );
}

function Refusals({ report }: { report: Report }) {
  const { say, failure } = useWords();
  if (report.refused === 0) return null;
  return (
    <Note tone="amber">
      {say('report.refused', { count: report.refused })}{' '}
      {report.refusals.slice(0, 3).map(({ line, column, problem }) => (
        <span key={`${line} ${column} ${problem.code}`}>
          {say(column === 0 ? 'statementImport.placeLine' : 'statementImport.place', { line, column })}:{' '}
          {failure(problem.code, problem.params).what}{' '}
        </span>
      ))}
    </Note>
  );
}

function Found({ at, report, n }: { at: ReportImport; report: Report; n: number }) {
  const { say, count, times } = useWords();
  const { from, to, same, findings, counts } = report;
  const differ = Object.values(counts).reduce((sum, of) => sum + (of ?? 0), 0);
  const isCompared = from !== null && to !== null;
  return (
    <section className="found-file" aria-label={report.name}>
      <header>
        <h3>
          <bdi>{report.name}</bdi> <small className="soft">{say(`report.${report.kind}`)}</small>
        </h3>
      </header>
      <Asked at={at} report={report} n={n} />
      {report.isThere && <Note tone="blue">{say('report.isThere')}</Note>}
      {isCompared && (
        <>
          <p className="found-sums">
            <span>
              {times.day(from)} – {times.day(to)}
            </span>
            <b>{say('report.same', { count: same })}</b>
            {differ === 0 ? <span>✓ {say('report.allSame')}</span> : <b>{say('report.differ', { count: differ })}</b>}
          </p>
          <ReportSums sums={report.sums} />
        </>
      )}
      <Refusals report={report} />
      {findings.length > 0 && <ReportFindings findings={findings} name={report.name} />}
      {differ > findings.length && (
        <p className="soft">{say('report.more', { count: count(differ - findings.length) })}</p>
      )}
    </section>
  );
}

function Deeds({ at, look }: { at: ReportImport; look: ReportLook }) {
  const { say, failure } = useWords();
  const [leaveOut, setLeaveOut] = useState(false);
  const refused = look.reports.reduce((sum, report) => sum + report.refused, 0);
  const isAsked = look.reports.some(({ asks }) => asks.gateway || asks.decimal || asks.dayOrder);
  const isWorth = look.reports.some(({ isThere, lines }) => !isThere && lines > 0);
  return (
    <>
      {isAsked && <Note tone="amber">{failure('import-choose', {}).what}</Note>}
      {refused > 0 && (
        <Checkbox
          label={say('statementImport.leaveOut', { count: refused })}
          checked={leaveOut}
          onChange={(event) => setLeaveOut(event.currentTarget.checked)}
        />
      )}
      {at.storing.phase === 'failed' && <FailureNotice failure={at.storing.failure} onRetry={at.again} />}
      <p className="soft">{say('report.booksNothing')}</p>
      <div className="dialog-actions">
        <RightButton
          to="gatewayReports.store"
          variant="filled"
          disabled={isAsked || !isWorth || (refused > 0 && !leaveOut)}
          onClick={() => at.store(leaveOut)}
        >
          {say('report.keep', { count: look.reports.length })}
        </RightButton>
      </div>
    </>
  );
}

/** `isAlone`: nothing else was among the files. */
export function FoundReports({
  files,
  isAlone,
  onAgain,
  onClose,
}: {
  files: readonly ReportFile[];
  isAlone: boolean;
  onAgain(): void;
  onClose(): void;
}) {
  const { say } = useWords();
  const at = useReportImport(files);
  const { looking, storing, look } = at;
  if (looking.phase === 'running')
    return <JobProgress label={say('report.comparing')} progress={looking.progress} onCancel={reportLook.cancel} />;
  if (storing.phase === 'running')
    return <JobProgress label={say('report.keeping')} progress={storing.progress} onCancel={reportStore.cancel} />;
  if (looking.phase === 'failed') return <FailureNotice failure={looking.failure} onRetry={at.again} />;
  if (storing.phase === 'done')
    return (
      <div className="form">
        <p role="status">
          <b>{say('report.kept', { count: storing.result.reports })}</b>{' '}
          {storing.result.findings > 0 && say('report.keptFindings', { count: storing.result.findings })}
        </p>
        {isAlone && (
          <div className="dialog-actions">
            <Button onClick={onAgain}>{say('statementImport.again')}</Button>
            <Button variant="filled" onClick={onClose} data-autofocus>
              {say('statementImport.close')}
            </Button>
          </div>
        )}
      </div>
    );
  if (!look) return null;
  return (
    <section className="form" aria-label={say('report.title')}>
      {look.reports.map((report, n) => (
        <Found key={report.name} at={at} report={report} n={n} />
      ))}
      <Deeds at={at} look={look} />
    </section>
  );
}
