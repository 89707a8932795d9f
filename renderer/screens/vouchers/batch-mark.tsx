/** How a batch or a voucher stands: a word and a shape, never colour alone. */
import { IconBan, IconCheck, IconCircleDot, IconClock, IconHourglassEmpty } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { BatchState, VoucherState } from '../../../main/kernel/voucher';
import { useWords } from '../../locales/words';

interface Look {
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: 'true' }>;
  tone: string;
}

const batchLooks: Readonly<Record<BatchState, Look>> = {
  upcoming: { icon: IconClock, tone: 'tone-amber' },
  running: { icon: IconCircleDot, tone: 'tone-green' },
  ended: { icon: IconHourglassEmpty, tone: 'tone-soft' },
  done: { icon: IconCheck, tone: 'tone-soft' },
};
const voucherLooks: Readonly<Record<VoucherState, Look>> = {
  open: { icon: IconCircleDot, tone: 'tone-green' },
  'used-up': { icon: IconCheck, tone: 'tone-soft' },
  voided: { icon: IconBan, tone: 'tone-soft' },
  expired: { icon: IconHourglassEmpty, tone: 'tone-soft' },
};

function Mark({ look: { icon: Icon, tone }, word }: { look: Look; word: string }) {
  return (
    <span className={`status ${tone}`}>
      <Icon size={13} stroke={1.8} aria-hidden="true" />
      {word}
    </span>
  );
}

export function BatchMark({ state }: { state: BatchState }) {
  const { say } = useWords();
  return <Mark look={batchLooks[state]} word={say(`batchState.${state}`)} />;
}

export function VoucherMark({ state }: { state: VoucherState }) {
  const { say } = useWords();
  return <Mark look={voucherLooks[state]} word={say(`voucherState.${state}`)} />;
}
