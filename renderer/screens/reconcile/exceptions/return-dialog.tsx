/** An unknown receipt goes back: the bank line that sent it back is matched with it, and it is said why. */
import { Button, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { ReceiptRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { newId } from '../../../rpc/new-id';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { negated } from '../../../ui/money-text';
import { FailureNotice, Note } from '../../../ui/notices';
import { lineText } from '../bench/bench-lines';
import { useBanks } from '../bench/use-workbench';

const MOST_LINES = 500;

/** Open lines out of a bank that come to what was received, and the one that is meant. */
function useLinesOut({ money, bank: bankName }: ReceiptRow) {
  const banks = (useBanks().data ?? []).filter(({ currency }) => currency === money.currency);
  const [chosenBank, setBank] = useState<string | null>(null);
  const [chosen, setLine] = useState<string | null>(null);
  const usual = banks.find(({ name }) => name === bankName) ?? banks[0];
  const bank = chosenBank ?? usual?.key ?? null;
  const found = useQuery({
    queryKey: ['statements', 'return-lines', bank, money.amount],
    enabled: bank !== null,
    queryFn: ({ signal }) =>
      api.matching.lines({ bank: bank ?? '', view: 'open', text: money.amount, limit: MOST_LINES }, { signal }),
  });
  const lines = found.data?.rows.filter((row) => row.money.amount === negated(money.amount));
  const line = lines?.find(({ id }) => id === chosen) ?? lines?.[0] ?? null;
  return { banks, bank, setBank, lines, line, setLine, error: found.error };
}

export function ReturnDialog({ row, onClose }: { row: ReceiptRow; onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [why, setWhy] = useState('');
  const out = useLinesOut(row);
  const send = useMutation({
    mutationFn: (line: string) =>
      api.matching.match({
        ...{ request, lines: [line], booked: [] },
        tied: [{ kind: 'return', id: row.id, note: why.trim() }],
      }),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (out.line && why.trim() !== '' && !send.isPending) send.mutate(out.line.id);
  };
  return (
    <Dialog opened onClose={onClose} title={say('receipts.returnTitle')} width={560}>
      <form className="form" onSubmit={submit}>
        <p>
          <Amount {...row.money} /> · <bdi>{[row.name, row.text].filter(Boolean).join(' · ')}</bdi>
        </p>
        <p className="soft">{say('receipts.returnWhat')}</p>
        <LinesOut out={out} />
        <TextInput
          label={say('receipts.why')}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          maxLength={500}
          required
          data-autofocus
        />
        {(send.error ?? out.error) && <FailureNotice failure={failureOf(send.error ?? out.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!out.line || why.trim() === ''} loading={send.isPending}>
            {say('receipts.return')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function LinesOut({ out }: { out: ReturnType<typeof useLinesOut> }) {
  const { say, times } = useWords();
  const { banks, bank, setBank, lines, line, setLine } = out;
  return (
    <>
      {banks.length > 1 && (
        <Select
          label={say('bench.bank')}
          data={banks.map(({ key, name }) => ({ value: key, label: name }))}
          value={bank}
          onChange={(key) => key !== null && setBank(key)}
          allowDeselect={false}
        />
      )}
      {lines?.length === 0 && (
        <div role="status">
          <Note tone="amber">{say('receipts.noLine')}</Note>
        </div>
      )}
      {lines && lines.length > 0 && (
        <Radio.Group label={say('receipts.line')} value={line?.id ?? null} onChange={setLine}>
          <Stack gap={6} mt={6}>
            {lines.map((each) => (
              <Radio key={each.id} value={each.id} label={`${times.day(each.day)} · ${lineText(each)}`} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </>
  );
}
