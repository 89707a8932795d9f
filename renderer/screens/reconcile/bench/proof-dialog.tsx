/** The deposit proof: what came together in a bank line or a payout, added up, each movement with its link; as paper and as rows. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Proof } from '../../../../main/features/matching/contract';
import { useWords } from '../../../locales/words';
import { linkTo } from '../../../navigation';
import { api } from '../../../rpc/client';
import { failureOf } from '../../../rpc/failure';
import { Amount } from '../../../ui/amount';
import { Dialog } from '../../../ui/dialog';
import { useGatewayNames } from '../../../ui/gateway-names';
import { isZero } from '../../../ui/money-text';
import { FailureNotice, Note } from '../../../ui/notices';
import { PaperButton } from '../../../ui/paper-button';
import './proof.css';

type Part = Proof['parts'][number];

/** `of`: a bank line's or a payout's id. */
export function ProofButton({ of }: { of: string }) {
  const { say } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        {say('proof.title')}
      </Button>
      {isOpen && <ProofDialog of={of} onClose={() => setOpen(false)} />}
    </>
  );
}

function ProofDialog({ of, onClose }: { of: string; onClose(): void }) {
  const { say, language } = useWords();
  const proof = useQuery({
    queryKey: ['statements', 'proof', of],
    retry: false,
    queryFn: ({ signal }) => api.matching.proof({ of }, { signal }),
  });
  const found = proof.data;
  return (
    <Dialog opened onClose={onClose} title={say('proof.title')} width={780}>
      {proof.error && <FailureNotice failure={failureOf(proof.error)} onRetry={() => void proof.refetch()} />}
      {found && (
        <div className="proof">
          <div role="status">
            <Note tone={found.holds ? 'green' : 'amber'}>{say(found.holds ? 'proof.holds' : 'proof.holdsNot')}</Note>
          </div>
          {found.parts.map((part, at) => (
            <PartProof key={part.payout?.id ?? `own ${at}`} part={part} />
          ))}
          <BankLines lines={found.lines} />
          <div className="dialog-actions">
            <Button onClick={onClose}>{say('notice.close')}</Button>
            {(['pdf', 'csv'] as const).map((format) => (
              <PaperButton
                key={format}
                label={say(`papers.${format}`)}
                write={(signal) => api.matching.writeProof({ of, format, language }, { signal })}
              />
            ))}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function BankLines({ lines }: Pick<Proof, 'lines'>) {
  const { say, times } = useWords();
  if (lines.length === 0) return <p className="soft">{say('proof.noLine')}</p>;
  return (
    <ul className="proof-sums" aria-label={say('bench.lines')}>
      {lines.map(({ id, day, text, money }) => (
        <li key={id} className="proof-total">
          <a className="link" href={linkTo('reconcile', id, { part: 'lines' })}>
            {say('bench.bankLine')} · {times.day(day)} · <bdi>{text}</bdi>
          </a>
          <Amount {...money} />
        </li>
      ))}
    </ul>
  );
}

const steps = ['charges', 'fees', 'refunds', 'disputes', 'reserved', 'booked', 'missing'] as const;

function PartProof({ part }: { part: Part }) {
  const { say, times } = useWords();
  const { payout, told, currency, sums, seen, rows, count } = part;
  const { labelOf } = useGatewayNames();
  const name = payout ? `${payout.label} · ${labelOf(payout.gateway)} · ${times.day(payout.day)}` : say('proof.direct');
  const shown = steps.filter((step) => step === 'charges' || step === 'fees' || !isZero(sums[step]));
  return (
    <section aria-label={name}>
      <h3 className="proof-part">
        <bdi>{name}</bdi>
      </h3>
      {payout && told !== 'named' && (
        <p className="soft">{say(`proof.${told}`, { gateway: labelOf(payout.gateway) })}</p>
      )}
      <ul className="proof-sums" aria-label={say('proof.sums')}>
        {shown.map((step) => (
          <li key={step} className={step === 'missing' ? 'tone-red' : undefined}>
            <span>{say(step === 'missing' && told === 'untold' ? 'proof.untoldSum' : `proof.${step}`)}</span>
            <Amount amount={sums[step]} currency={currency} signed={step !== 'charges'} />
          </li>
        ))}
        <li className="proof-total">
          <span>{say('proof.net')}</span>
          <Amount amount={part.paid} currency={currency} />
        </li>
        {seen && seen.currency !== currency && (
          <li>
            <span>{say('proof.exchanged')}</span>
            <Amount {...seen} />
          </li>
        )}
      </ul>
      <Movements part={part} />
      {count > rows.length && <p className="soft">{say('proof.more', { count: count - rows.length })}</p>}
    </section>
  );
}

function Movements({ part: { rows, currency } }: { part: Part }) {
  const { say, times, money } = useWords();
  if (rows.length === 0) return null;
  return (
    <div className="proof-rows">
      <table>
        <caption className="soft">{say('proof.movements')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('proof.day')}</th>
            <th scope="col">{say('proof.what')}</th>
            <th scope="col" className="proof-figure">
              {say('proof.gross')}
            </th>
            <th scope="col" className="proof-figure">
              {say('proof.fee')}
            </th>
            <th scope="col" className="proof-figure">
              {say('proof.net')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kind, payment, label, who, day, amount, fee, net }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a payment may stand here several times, and the order never changes
            <tr key={`${at} ${payment ?? label}`}>
              <td>{day && times.day(day)}</td>
              <td>
                {say(`proofKind.${kind}`)} ·{' '}
                {payment === null ? (
                  <bdi>{label}</bdi>
                ) : (
                  <a className="link" href={linkTo('payments', payment)}>
                    <bdi>{label}</bdi>
                  </a>
                )}
                {who !== '' && (
                  <>
                    {' '}
                    · <bdi>{who}</bdi>
                  </>
                )}
              </td>
              <td className="proof-figure">{money(amount, currency)}</td>
              <td className="proof-figure">{money(fee, currency)}</td>
              <td className="proof-figure">{money(net, currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
