/** One bank line, whole: what the bank says of it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Figure } from '../../../ui/amount';
import { FailureNotice } from '../../../ui/notices';
import { Facts } from '../../../ui/screen';
import { Stub } from '../../../ui/stub';
import { benchLink } from '../bench/bench-place';
import { ProofButton } from '../bench/proof-dialog';

export function LineStub(props: { id: string; onClose(): void; onStep(places: 1 | -1): void }) {
  const { id, onClose, onStep } = props;
  const { say, times } = useWords();
  const line = useQuery({
    queryKey: ['statements', 'line', id],
    queryFn: ({ signal }) => api.statements.line({ id }, { signal }),
  });
  const { data } = line;
  return (
    <Stub label={say('reconcile.lines')} head={say('reconcile.line')} onClose={onClose} onStep={onStep}>
      {line.error && <FailureNotice failure={failureOf(line.error)} onRetry={() => void line.refetch()} />}
      {data && (
        <>
          <h2 className="stub-figure">
            <Figure amount={data.amount} currency={data.currency} />
          </h2>
          <p className="soft">
            {times.day(data.day)} · <bdi>{data.bank.name}</bdi> · {say(`bankLineState.${data.state}`)}
          </p>
          {data.state === 'matched' && <ProofButton of={data.id} />}
          {data.state === 'open' && (
            <Button size="compact-sm" component="a" href={benchLink({ bank: data.bank.id, line: data.id })}>
              {say('exceptions.match')}
            </Button>
          )}
          {data.isPart && <p className="soft">{say('bankLine.part')}</p>}
          <div className="stub-facts">
            <Facts
              facts={[
                [say('bankLine.name'), <bdi key="name">{data.name}</bdi>],
                [say('bankLine.account'), data.account && <bdi className="mono">{data.account}</bdi>],
                [say('bankLine.text'), <bdi key="text">{data.text}</bdi>],
                [say('bankLine.reference'), data.reference && <bdi className="mono">{data.reference}</bdi>],
                [say('bankLine.bankReference'), data.bankReference && <bdi className="mono">{data.bankReference}</bdi>],
                [say('bankLine.valueDay'), data.valueDay && times.day(data.valueDay)],
                [
                  say('reconcile.statements'),
                  <a
                    key="statement"
                    className="link"
                    href={linkTo('reconcile', null, { part: 'lines', statement: data.statement })}
                  >
                    {say('bankLine.wholeStatement')}
                  </a>,
                ],
              ]}
            />
          </div>
        </>
      )}
    </Stub>
  );
}
