/** Where an exception is put right: its payment, its gateway fetched anew, or the workbench, where it is matched or booked. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ExceptionRow } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { fetchJob } from '../../../rpc/fetch-job';
import { useJob } from '../../../rpc/use-job';
import { useGatewayNames } from '../../../ui/gateway-names';
import { FailureNotice } from '../../../ui/notices';
import { RightButton } from '../../../ui/right-button';
import { benchLink } from '../bench/bench-place';

export function WayOut({ row }: { row: ExceptionRow }) {
  const { say } = useWords();
  const { about, id, label, gateway, money } = row;
  if (about === 'movement') return <FetchButton gateway={gateway} />;
  const ways = {
    payment: [linkTo('payments', id), say('exceptions.correct')],
    payout: [benchLink({ currency: money.currency, item: label }), say('exceptions.match')],
    late: [linkTo('close', null, { shown: 'late' }), say('exceptions.late')],
  } as const;
  const [href, words] = ways[about];
  return (
    <Button size="compact-sm" component="a" href={href}>
      {words}
    </Button>
  );
}

/** What the ledger lacks is booked by the gateway's own next answer. What came of it is told only where it was asked. */
function FetchButton({ gateway }: { gateway: string }) {
  const { say, count } = useWords();
  const { labelOf } = useGatewayNames();
  const [isOurs, setOurs] = useState(false);
  const job = useJob(fetchJob);
  return (
    <>
      <RightButton
        to="sync.now"
        size="compact-sm"
        loading={isOurs && job.phase === 'running'}
        disabled={!isOurs && job.phase === 'running'}
        onClick={() => {
          setOurs(true);
          fetchJob.start(gateway);
        }}
      >
        {say('exceptions.fetch', { gateway: labelOf(gateway) })}
      </RightButton>
      {isOurs && job.phase === 'done' && (
        <span className="soft" role="status">
          {say('sync.result', { added: count(job.result.added), changed: count(job.result.changed) })}
        </span>
      )}
      {isOurs && job.phase === 'failed' && <FailureNotice failure={job.failure} />}
    </>
  );
}
