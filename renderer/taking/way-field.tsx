/** How it is paid: one choice among what the gateways declare and what needs no provider. */
import { Checkbox } from '@mantine/core';
import type { Balance } from '../../main/features/customers/contract';
import { useWords } from '../locales/words';
import { isZero } from '../ui/money-text';
import type { Way } from './plan';

export function useWayLabel(): (way: Way) => string {
  const { say } = useWords();
  return (way) => {
    if (way.by === 'saved-method') return way.label;
    return way.by === 'page' ? way.gatewayLabel : say(`method.${way.by}`);
  };
}

function useHint(balances: readonly Balance[] | undefined): (way: Way) => string {
  const { say, money } = useWords();
  return (way) => {
    if (way.by === 'bank-transfer') return say('taking.transferHint');
    if (way.by === 'invoice') return say('taking.invoiceHint');
    if (way.by === 'voucher') return say('voucherTaking.hint');
    if (way.by === 'saved-method') {
      if (way.waits !== null) return say(`taking.${way.waits}`);
      const expiry = way.expiry === 'soon' || way.expiry === 'over' ? ` ${say(`expiry.${way.expiry}`)}` : '';
      return say('taking.savedHint', { gateway: way.gatewayLabel }) + expiry;
    }
    if (way.by === 'page') return way.waits === null ? say('taking.pageHint') : say(`taking.${way.waits}`);
    const held = (balances ?? []).filter(({ available }) => !isZero(available));
    if (held.length === 0) return say('taking.creditNone');
    const list = held.map(({ available, currency }) => `${money(available, currency)} ${currency}`).join(', ');
    return say('taking.creditHint', { list });
  };
}

/** Where saved methods would stand: that the gateways are asked for them, or that there are none. */
function SavedPlace({ ways, known }: { ways: readonly Way[]; known: boolean }) {
  const { say } = useWords();
  const late = ways.flatMap((way) => (way.by === 'saved-method' ? [way.label] : []));
  const found = late.length > 0 ? say('taking.savedBelow', { list: late.join(', ') }) : say('taking.savedNone');
  return (
    <p className="taking-way taking-way-none" role="status">
      <span className="taking-way-name">{say('taking.savedPlace')}</span>
      <span className="taking-way-hint">{known ? found : say('methods.asking')}</span>
    </p>
  );
}

interface WayFieldProps {
  ways: readonly Way[];
  /** Of the chosen customer; false before one is chosen. */
  hasPayer: boolean;
  /** No other way comes any more. */
  known: boolean;
  /** They can be chosen from. */
  open: boolean;
  value: string | null;
  balances: readonly Balance[] | undefined;
  saveMethod: boolean;
  onChange(key: string): void;
  onSaveMethod(save: boolean): void;
}

export function WayField(props: WayFieldProps) {
  const { ways, hasPayer, known, open, value, balances, saveMethod, onChange, onSaveMethod } = props;
  const { say } = useWords();
  const labelOf = useWayLabel();
  const hintOf = useHint(balances);
  const chosen = ways.find((way) => way.key === value);
  return (
    <fieldset className="taking-ways" aria-busy={!known} disabled={!open}>
      <legend className="field-label">{say('taking.via')}</legend>
      {hasPayer && ways[0]?.by !== 'saved-method' && <SavedPlace ways={ways} known={known} />}
      {ways.map((way) => (
        <label key={way.key} className={way.key === value ? 'taking-way taking-way-set' : 'taking-way'}>
          <input
            type="radio"
            name="taking-way"
            value={way.key}
            checked={way.key === value}
            onChange={() => onChange(way.key)}
          />
          <span className="taking-way-name">
            {labelOf(way)}
            {'gateway' in way && way.sandbox && <small className="soft"> {say('taking.sandbox')}</small>}
          </span>
          <span className="taking-way-hint">{hintOf(way)}</span>
        </label>
      ))}
      {chosen?.by === 'page' && chosen.saveMethod && (
        <Checkbox
          label={say('taking.saveMethod')}
          description={say('taking.saveMethodHint')}
          checked={saveMethod}
          onChange={(event) => onSaveMethod(event.currentTarget.checked)}
        />
      )}
    </fieldset>
  );
}
