/** What an export wrote: rows, totals, the file's hash, and the way to get it. */
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportReceipt } from '../../main/features/export/contract';
import { useWords } from '../locales/words';
import { downloadExport } from '../rpc/export-job';
import { failureOf, type ShownFailure } from '../rpc/failure';
import { Amount } from './amount';
import { CopyButton } from './copy-button';
import { FailureNotice } from './notices';
import { Facts } from './screen';

/** `1.2 MB`. */
export function useBytes(): (bytes: number) => string {
  const { language } = useWords();
  return (bytes) => {
    const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
    const step = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3));
    const format = new Intl.NumberFormat(language, {
      style: 'unit',
      unit: units[step],
      unitDisplay: 'short',
      maximumFractionDigits: step === 0 ? 0 : 1,
    });
    return format.format(bytes / 1000 ** step);
  };
}

export function DownloadButton({ receipt, filled }: { receipt: ExportReceipt; filled?: boolean }) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const download = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await downloadExport(receipt.id);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        variant={filled ? 'filled' : 'default'}
        data-autofocus={filled || undefined}
        loading={busy}
        onClick={download}
        leftSection={<IconDownload size={15} stroke={1.8} aria-hidden="true" />}
      >
        {say('exporting.download')}
      </Button>
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

export function ReceiptFacts({ receipt }: { receipt: ExportReceipt }) {
  const { say, count } = useWords();
  const bytes = useBytes();
  return (
    <Facts
      facts={[
        [
          say('exporting.file'),
          <span key="file" className="mono">
            {receipt.name}
          </span>,
        ],
        [say('exporting.rows'), count(receipt.rows)],
        [say('exporting.size'), bytes(receipt.bytes)],
        [
          say('exporting.totals'),
          receipt.totals.length === 0 ? null : (
            <ul key="totals">
              {receipt.totals.map((total) => (
                <li key={total.currency}>
                  <Amount amount={total.amount} currency={total.currency} />
                </li>
              ))}
            </ul>
          ),
        ],
        [
          say('exporting.hash'),
          <span key="hash" className="mono">
            {receipt.sha256} <CopyButton text={receipt.sha256} what={say('exporting.hash')} />
          </span>,
        ],
      ]}
    />
  );
}
