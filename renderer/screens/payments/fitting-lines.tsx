/** Bank lines that a waited-for transfer fits: matching one is offered before it is marked as received by hand. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FittingLine } from '../../../main/features/matching/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { FailureNotice, Note } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';

export function useFittingLines(payment: string, enabled: boolean) {
  return useQuery({
    queryKey: ['statements', 'fitting', payment],
    enabled,
    // What cannot be found only leaves out what would be offered.
    retry: false,
    queryFn: ({ signal }) => api.matching.fitting({ payment }, { signal }),
  });
}

function Line({ line, onMatched }: { line: FittingLine; onMatched(): void }) {
  const { say, money, times } = useWords();
  // One for each line: pressed twice it is one match.
  const [request] = useState(newId);
  const match = useMutation({
    mutationFn: () => api.matching.accept({ request, keys: [line.key] }),
    onSuccess: onMatched,
  });
  const { amount, currency } = line.money;
  return (
    <li>
      <p>
        {say('receive.line', { day: times.day(line.day), amount: money(amount, currency), currency, bank: line.bank })}
      </p>
      {line.says !== '' && (
        <p className="soft">
          <bdi>{line.says}</bdi>
        </p>
      )}
      <RightButton to="matching.accept" loading={match.isPending} onClick={() => match.mutate()}>
        {say('receive.matchLine')}
      </RightButton>
      {match.error && <FailureNotice failure={failureOf(match.error)} />}
    </li>
  );
}

export function FittingLines({ lines, onMatched }: { lines: readonly FittingLine[]; onMatched(): void }) {
  const { say } = useWords();
  if (lines.length === 0) return null;
  return (
    <Note tone="blue">
      <p>{say('receive.fits', { count: lines.length })}</p>
      <ul className="fitting-lines">
        {lines.map((line) => (
          <Line key={line.key} line={line} onMatched={onMatched} />
        ))}
      </ul>
    </Note>
  );
}
