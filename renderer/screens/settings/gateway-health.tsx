/** What a person looks at when something is wrong with a gateway account: troubles, unknown words, its balance, its abilities. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { GatewayKindTold, GatewayState, GatewayHealth as Health } from '../../../main/features/sync/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { Ago, Moment } from '../../ui/moment';
import { FailureNotice, Note } from '../../ui/notices';
import { Capabilities } from './capabilities';

function Troubles({ troubles, gateway }: { troubles: Health['troubles']; gateway: string }) {
  const { say, failure: textOf } = useWords();
  if (troubles.length === 0) return <p className="soft">{say('health.noTroubles')}</p>;
  return (
    <ul className="check-findings">
      {troubles.map(({ at, lastAt, times, failure }) => {
        const { what, next } = textOf(failure.code, { gateway, ...failure.params });
        return (
          <li key={at}>
            <Moment at={lastAt} /> <span className="soft">({say('health.times', { count: times })})</span>{' '}
            <bdi>{what}</bdi> <span className="soft">{next}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Words({ words, gateway }: { words: Health['unknownWords']; gateway: string }) {
  const { say } = useWords();
  if (words.length === 0) return null;
  return (
    <>
      <h4>{say('health.words')}</h4>
      <ul className="check-findings">
        {words.map(({ word, payments }) => (
          <li key={word}>
            <q>{word}</q>{' '}
            <a className="link" href={linkTo('payments', null, { gateway, flagged: 'yes' })}>
              {say('health.wordPayments', { count: payments })}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function Proof({ proof }: { proof: Health['proof'] }) {
  const { say, sayWith, money } = useWords();
  if (!proof) return <p className="soft">{say('health.notCompared')}</p>;
  if (proof.differs.length === 0)
    return <p>{sayWith('health.proven', { when: <Ago key="when" at={proof.provenAt ?? proof.at} /> })}</p>;
  return (
    <Note tone="amber">
      <p>{sayWith('health.differsWhat', { when: <Ago key="when" at={proof.at} /> })}</p>
      <ul className="check-findings">
        {proof.differs.map(({ currency, there, here }) => (
          <li key={currency}>
            {say('health.differs', { currency, there: money(there, currency), here: money(here, currency) })}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function Details({ gateway, kind }: { gateway: GatewayState; kind: GatewayKindTold | undefined }) {
  const { say } = useWords();
  const { key, label } = gateway;
  const health = useQuery({
    queryKey: ['sync', 'health', key],
    queryFn: ({ signal }) => api.sync.health({ gateway: key }, { signal }),
  });
  return (
    <div className="gateway-health">
      {health.error && <FailureNotice failure={failureOf(health.error)} onRetry={() => void health.refetch()} />}
      {health.data && (
        <>
          <h4>{say('health.troubles')}</h4>
          <Troubles troubles={health.data.troubles} gateway={label} />
          <Words words={health.data.unknownWords} gateway={key} />
          <h4>{say('health.proof')}</h4>
          <Proof proof={health.data.proof} />
        </>
      )}
      {kind && <Capabilities kind={kind} />}
    </div>
  );
}

/** Read only when it is opened. */
export function GatewayHealth(props: { gateway: GatewayState; kind: GatewayKindTold | undefined }) {
  const { say } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="gateway-details" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('health.title')}</summary>
      {isOpen && <Details {...props} />}
    </details>
  );
}
