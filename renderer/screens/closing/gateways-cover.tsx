/** How far each gateway was fetched for the month, and what proves it: its own balance, or its own report. */
import { IconCircleCheck, IconCircleDashed, IconCircleMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Checklist, GatewayCover } from '../../../main/features/closing/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { useGatewayNames } from '../../ui/gateway-names';
import { Card } from '../../ui/screen';

const marks = {
  good: [IconCircleCheck, 'tone-green'],
  open: [IconCircleDashed, 'tone-amber'],
  none: [IconCircleMinus, 'tone-soft'],
} as const;

function Mark({ as, children }: { as: keyof typeof marks; children: ReactNode }) {
  const [Icon, tone] = marks[as];
  return (
    <span className={`status ${tone}`}>
      <Icon size={16} stroke={1.8} aria-hidden="true" />
      {children}
    </span>
  );
}

const proofMark = { balance: 'good', report: 'good', differs: 'open', missing: 'open', none: 'none' } as const;

function Proof({ of: { proof, day, report } }: { of: GatewayCover }) {
  const { say, times } = useWords();
  const until = day === null ? '' : times.day(day);
  return (
    <>
      <Mark as={proofMark[proof]}>{say(`coverProof.${proof}`, { day: until })}</Mark>
      {report !== null && <bdi className="soft"> {report}</bdi>}
      {(proof === 'missing' || proof === 'differs') && (
        <>
          {' · '}
          <a className="link" href={linkTo('reconcile', null, { part: 'reports' })}>
            {say('closing.coverReport')}
          </a>
        </>
      )}
    </>
  );
}

export function GatewaysCover({ list }: { list: Checklist }) {
  const { say } = useWords();
  const { labelOf } = useGatewayNames();
  if (list.gateways.length === 0) return null;
  return (
    <Card title={say('closing.cover')}>
      <table className="plain-table close-cover">
        <thead>
          <tr>
            <th scope="col">{say('overview.gateway')}</th>
            <th scope="col">{say('closing.coverFetched')}</th>
            <th scope="col">{say('closing.coverProven')}</th>
          </tr>
        </thead>
        <tbody>
          {list.gateways.map((of) => (
            <tr key={of.gateway}>
              <th scope="row">{labelOf(of.gateway)}</th>
              <td>
                <Mark as={of.fetched ? 'good' : 'open'}>
                  {say(of.fetched ? 'closing.coverWhole' : 'closing.coverNot')}
                </Mark>
              </td>
              <td>
                <Proof of={of} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
