/** The vouchers that are chosen, voided together as one set of changes. */
import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { type VoidWay, type VoucherKind, voidWays } from '../../../main/kernel/voucher';
import { useWords } from '../../locales/words';
import { ReasonedChange } from '../../ui/reasoned-change';
import { RightButton } from '../../ui/right-button';

interface VoidChosenProps {
  chosen: ReadonlySet<string>;
  kind: VoucherKind;
  onClear(): void;
}

export function VoidChosen({ chosen, kind, onClear }: VoidChosenProps) {
  const { say } = useWords();
  const [asking, setAsking] = useState(false);
  const [way, setWay] = useState<VoidWay>('returned');
  if (chosen.size === 0) return null;
  return (
    <div className="voucher-chosen" role="status">
      <b>{say('vouchers.chosenCount', { count: chosen.size })}</b>
      <RightButton to="changes.make" size="compact-sm" onClick={() => setAsking(true)}>
        {say('vouchers.voidChosen')}
      </RightButton>
      <Button size="compact-sm" onClick={onClear}>
        {say('invoices.clearSelection')}
      </Button>
      {asking && (
        <ReasonedChange
          title={say('voucherVoid.title')}
          ids={[...chosen]}
          label={say('voucherVoid.reason')}
          deedOf={(reason) => ({ deed: 'void-vouchers', way, reason })}
          onDone={onClear}
          onClose={() => setAsking(false)}
        >
          {kind === 'sold' && (
            <SegmentedControl
              aria-label={say('voucherVoid.money')}
              value={way}
              onChange={(value) => setWay(voidWays.find((one) => one === value) ?? way)}
              data={voidWays.map((value) => ({ value, label: say(`voidWay.${value}`) }))}
            />
          )}
        </ReasonedChange>
      )}
    </div>
  );
}
