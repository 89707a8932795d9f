/** Settings, by what they are about; each part can be jumped to. */
import './settings.css';
import { type ComponentType, useEffect, useId } from 'react';
import { useWords } from '../../locales/words';
import type { Place } from '../../navigation';
import { Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { BookCard } from './book-card';
import { CalendarCard } from './calendar-card';
import { CareCard } from './care-card';
import { ChargeRulesCard } from './charge-rules-card';
import { CreditOrderCard } from './credit-order-card';
import { GatewaysCard } from './gateways-card';
import { InvoiceCard } from './invoice-card';
import { KeysCard } from './keys-card';
import { LetterheadCard } from './letterhead-card';
import { LimitsCard } from './limits-card';
import { LooksCard } from './looks-card';
import { MailCard } from './mail-card';
import { OperatorsCard } from './operators-card';
import { ReturnPageCard } from './return-page-card';
import { TakingCard } from './taking-card';

interface Part {
  name: 'book' | 'operators' | 'gateways' | 'payments' | 'papers';
  /** Beside each other where there is room. */
  sides: readonly [Side, Side];
}

/** Cards by a word of their own, the first above. */
type Side = Readonly<Record<string, ComponentType>>;

const parts: readonly Part[] = [
  {
    name: 'book',
    sides: [
      { book: BookCard, looks: LooksCard },
      { care: CareCard, calendar: CalendarCard },
    ],
  },
  { name: 'operators', sides: [{ operators: OperatorsCard }, { limits: LimitsCard }] },
  { name: 'gateways', sides: [{ gateways: GatewaysCard }, { keys: KeysCard, returnPage: ReturnPageCard }] },
  { name: 'payments', sides: [{ taking: TakingCard, creditOrder: CreditOrderCard }, { charges: ChargeRulesCard }] },
  { name: 'papers', sides: [{ invoices: InvoiceCard, letterhead: LetterheadCard }, { mail: MailCard }] },
];

/** Cards come to their height while their contents arrive. */
const SETTLED_MS = 400;

export function SettingsScreen({ place }: { place: Place }) {
  const { say } = useWords();
  const id = useId();
  const jump = (name: string) => {
    const heading = document.getElementById(`${id}-${name}`);
    heading?.scrollIntoView({ block: 'start' });
    heading?.focus({ preventScroll: true });
  };
  const { part } = place.query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each part that is asked for
  useEffect(() => {
    if (part === undefined) return;
    jump(part);
    const again = setTimeout(() => document.activeElement?.id === `${id}-${part}` && jump(part), SETTLED_MS);
    return () => clearTimeout(again);
  }, [part]);
  return (
    <Screen>
      <ScreenHead title={say('rail.settings')} />
      <nav className="parts-line" aria-label={say('settings.parts')}>
        {parts.map(({ name }) => (
          <button key={name} type="button" className="part-tab" onClick={() => jump(name)}>
            {say(`settingsPart.${name}`)}
          </button>
        ))}
      </nav>
      <ScreenScroll label={say('rail.settings')} className="settings">
        {parts.map(({ name, sides }) => (
          <section key={name} aria-labelledby={`${id}-${name}`}>
            <h2 id={`${id}-${name}`} className="settings-part" tabIndex={-1}>
              {say(`settingsPart.${name}`)}
            </h2>
            <div className="settings-sides">
              {sides.map((side) => (
                <div key={Object.keys(side).join()} className="settings-side">
                  {Object.entries(side).map(([card, Shown]) => (
                    <Shown key={card} />
                  ))}
                </div>
              ))}
            </div>
          </section>
        ))}
      </ScreenScroll>
    </Screen>
  );
}
