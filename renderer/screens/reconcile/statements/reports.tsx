/** The gateways' reports that were kept, the latest first: what they came to, where they differed, and the way to take one back. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GatewayReportRow } from '../../../../main/features/statements/report-contract';
import { findingTypes } from '../../../../main/kernel/gateway-report';
import { ExportButton } from '../../../exporting/export-button';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { useGatewayNames } from '../../../ui/gateway-names';
import { Moment } from '../../../ui/moment';
import { EmptyState, FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { Waiting } from '../../../ui/waiting';
import { FilesSheet } from './files-sheet';
import { ReportFindings, ReportSums } from './report-findings';
import { ReverseDialog } from './reverse-dialog';

const SHOWN = 200;

interface LineProps {
  row: GatewayReportRow;
  onLook(): void;
  onReverse(): void;
}

function Line({ row, onLook, onReverse }: LineProps) {
  const { say, count, times } = useWords();
  const { labelOf } = useGatewayNames();
  const found = findingTypes.flatMap((type) => {
    const of = row.counts[type] ?? 0;
    return of > 0 ? [{ type, of }] : [];
  });
  return (
    <tr className={row.reversedAt === null ? undefined : 'planned-out'}>
      <th scope="row">
        <bdi>{row.fileName}</bdi>
        <small className="soft">{say(`report.${row.kind}`)}</small>
      </th>
      <td>
        <bdi>{labelOf(row.gateway)}</bdi>
      </td>
      <td className="statement-days">
        {times.day(row.from)} – {times.day(row.to)}
      </td>
      <td className="planned-money">
        {row.sums.map(({ currency, net }) => (
          <div key={currency}>
            <Amount amount={net} currency={currency} />
          </div>
        ))}
      </td>
      <td className="planned-money">{count(row.same)}</td>
      <td>
        {found.map(({ type, of }) => (
          <div key={type}>
            {say(`exceptionType.${type}`)}: {count(of)}
          </div>
        ))}
        {found.length === 0 && row.reversedAt === null && <span>✓ {say('report.allSame')}</span>}
      </td>
      <td>
        <Moment at={row.importedAt} />
        <small className="soft">
          <bdi>{row.operator}</bdi>
        </small>
      </td>
      <td className="report-deeds">
        {row.reversedAt === null ? (
          <>
            <Button onClick={onLook}>{say('report.look')}</Button>
            <RightButton to="gatewayReports.reverse" onClick={onReverse}>
              {say('statement.reverse')}
            </RightButton>
          </>
        ) : (
          <span className="soft">{say('statement.reversed')}</span>
        )}
      </td>
    </tr>
  );
}

function LookDialog({ row, onClose }: { row: GatewayReportRow; onClose(): void }) {
  const { say } = useWords();
  const found = useQuery({
    queryKey: ['statements', 'report', row.id],
    queryFn: ({ signal }) => api.gatewayReports.findings({ id: row.id }, { signal }),
  });
  return (
    <Dialog opened onClose={onClose} title={row.fileName} width={960}>
      <div className="form">
        <ReportSums sums={row.sums} />
        {found.error && <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />}
        {found.data?.length === 0 && <p>✓ {say('report.allSame')}</p>}
        {found.data && found.data.length > 0 && <ReportFindings findings={found.data} name={row.fileName} />}
        <p className="soft">{say('report.whereOpen')}</p>
        <div className="dialog-actions">
          <ExportButton of={{ list: 'report-findings', filter: { report: row.id } }} />
          <Button onClick={onClose} data-autofocus>
            {say('statementImport.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const heads = ['file', 'gateway', 'period', 'net', 'sameHead', 'found', 'imported'] as const;
const figures: ReadonlySet<string> = new Set(['net', 'sameHead']);

export function Reports() {
  const { say } = useWords();
  const [shown, setShown] = useState<{ row: GatewayReportRow; deed: 'look' | 'reverse' } | null>(null);
  const list = useQuery({
    queryKey: ['statements', 'reports'],
    queryFn: ({ signal }) => api.gatewayReports.list({ limit: SHOWN }, { signal }),
  });
  const rows = list.data ?? [];
  if (list.error) return <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  if (rows.length === 0) return <EmptyState title={say('report.none')} text={say('report.noneWhat')} />;
  return (
    <FilesSheet
      label={say('report.title')}
      most={SHOWN}
      list={{ list: 'gateway-reports', filter: {} }}
      heads={heads.map((head) => ({ label: say(`report.${head}`), isFigure: figures.has(head) }))}
      lines={rows.map((row) => (
        <Line
          key={row.id}
          row={row}
          onLook={() => setShown({ row, deed: 'look' })}
          onReverse={() => setShown({ row, deed: 'reverse' })}
        />
      ))}
    >
      {shown?.deed === 'look' && <LookDialog row={shown.row} onClose={() => setShown(null)} />}
      {shown?.deed === 'reverse' && (
        <ReverseDialog
          title={say('report.reverseTitle')}
          fileName={shown.row.fileName}
          what={say('report.reverseWhat')}
          reverse={(request) => api.gatewayReports.reverse({ request, id: shown.row.id })}
          onClose={() => setShown(null)}
        />
      )}
    </FilesSheet>
  );
}
