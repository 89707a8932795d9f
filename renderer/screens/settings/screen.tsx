/** Settings: the book and its check, the gateways, and how a person wants to see it all. */
import './settings.css';
import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { languages } from '../../locales/say';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { useBookInfo } from '../../rpc/use-book-info';
import { usePreference } from '../../rpc/use-preference';
import { readScheme } from '../../ui/color-scheme';
import { useBytes } from '../../ui/export-receipt';
import { Moment } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { Card, Facts, Screen, ScreenHead, ScreenScroll } from '../../ui/screen';
import { CalendarCard } from './calendar-card';
import { CareCard } from './care-card';
import { ChargeRulesCard } from './charge-rules-card';
import { CreditOrderCard } from './credit-order-card';
import { GatewaysCard } from './gateways-card';
import { InvoiceCard } from './invoice-card';
import { KeysCard } from './keys-card';
import { LetterheadCard } from './letterhead-card';
import { LimitsCard } from './limits-card';
import { MailCard } from './mail-card';
import { OperatorsCard } from './operators-card';
import { ReturnPageCard } from './return-page-card';
import { TakingCard } from './taking-card';

function BookCard() {
  const { say, count } = useWords();
  const bytes = useBytes();
  const book = useBookInfo();
  const info = book.data;
  return (
    <Card title={say('settings.book')}>
      {book.error && <FailureNotice failure={failureOf(book.error)} onRetry={() => void book.refetch()} />}
      {info && (
        <Facts
          facts={[
            [say('settings.name'), <bdi key="name">{info.name}</bdi>],
            [
              say('settings.file'),
              <span key="file" className="mono">
                {info.file}
              </span>,
            ],
            [say('settings.timeZone'), info.timeZone],
            [say('settings.created'), <Moment key="created" at={info.createdAt} />],
            [say('settings.size'), bytes(info.bytes)],
            [
              say('settings.holds'),
              say('settings.holdsWhat', {
                payments: count(info.counts.payments),
                customers: count(info.counts.customers),
                payouts: count(info.counts.payouts),
              }),
            ],
            [
              say('settings.journal'),
              say('settings.journalWhat', {
                events: count(info.counts.events),
                postings: count(info.counts.postings),
              }),
            ],
            [say('settings.versions'), `Counterfoil ${info.versions.program} · SQLite ${info.versions.sqlite}`],
          ]}
        />
      )}
    </Card>
  );
}

function LooksCard() {
  const { say, language } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const kept = usePreference('language');
  return (
    <Card title={say('settings.looks')}>
      <div className="settings-choices">
        <span id="settings-language">{say('settings.language')}</span>
        <SegmentedControl
          aria-labelledby="settings-language"
          value={language}
          onChange={kept.set}
          data={languages.map((value) => ({ value, label: say(`language.${value}`) }))}
        />
        <span id="settings-theme">{say('settings.theme')}</span>
        <SegmentedControl
          aria-labelledby="settings-theme"
          value={colorScheme}
          onChange={(value) => setColorScheme(readScheme(value))}
          data={[
            { value: 'light', label: say('settings.light') },
            { value: 'dark', label: say('settings.dark') },
            { value: 'auto', label: say('settings.auto') },
          ]}
        />
      </div>
    </Card>
  );
}

export function SettingsScreen() {
  const { say } = useWords();
  return (
    <Screen>
      <ScreenHead title={say('rail.settings')} />
      <ScreenScroll label={say('rail.settings')} className="settings">
        <div className="settings-side">
          <BookCard />
          <CareCard />
          <OperatorsCard />
          <LimitsCard />
          <MailCard />
        </div>
        <div className="settings-side">
          <GatewaysCard />
          <KeysCard />
          <ReturnPageCard />
          <TakingCard />
          <CreditOrderCard />
          <InvoiceCard />
          <ChargeRulesCard />
          <CalendarCard />
          <LetterheadCard />
          <LooksCard />
        </div>
      </ScreenScroll>
    </Screen>
  );
}
