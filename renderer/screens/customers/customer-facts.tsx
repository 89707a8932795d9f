/** Who the customer is: how to reach it, who pays for it, and what the gateways call it. */
import type { CustomerDetail } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { CopyButton } from '../../ui/copy-button';
import { useGatewayNames } from '../../ui/gateway-names';
import { Facts } from '../../ui/screen';
import { StubSection } from '../../ui/stub';
import { Adjustments } from './adjustments';
import { countryName } from './columns';
import { CustomerInvoices, NewInvoice } from './customer-invoices';
import { CustomerMail } from './customer-mail';
import { CustomerDeeds } from './customer-menu';
import { CustomerNotes } from './customer-notes';
import { CustomerTags } from './customer-tags';
import { PayerList } from './payer-list';
import { SavedMethods } from './saved-methods';
import { VouchersUsed } from './vouchers-used';

/** The name of a language in the operator's own, from its code. */
function languageName(shown: string, code: string): string {
  try {
    return new Intl.DisplayNames(shown, { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

function Address({ lines, country }: { lines: readonly string[]; country: string | null }) {
  const { language } = useWords();
  const all = country ? [...lines, countryName(language, country)] : lines;
  if (all.length === 0) return null;
  return (
    <span className="address">
      {all.map((line) => (
        <bdi key={line}>{line}</bdi>
      ))}
    </span>
  );
}

function Merged({ merged }: Pick<CustomerDetail, 'merged'>) {
  const { say, times } = useWords();
  if (merged.length === 0) return null;
  return (
    <StubSection title={say('customerDesk.mergedHere')}>
      <ul className="payers">
        {merged.map(({ id, name, at }) => (
          <li key={id}>
            <bdi>{name || say('customers.unnamed')}</bdi>
            <span className="soft">{say('customerDesk.mergedOn', { day: times.day(times.dayOf(at)) })}</span>
          </li>
        ))}
      </ul>
    </StubSection>
  );
}

export function CustomerFacts({ detail }: { detail: CustomerDetail }) {
  const { say, language } = useWords();
  const { nameOf } = useGatewayNames();
  const { row, payers, externalIds } = detail;
  const hasAddress = detail.address.length > 0 || row.country !== null;
  return (
    <aside className="customer-facts" aria-label={say('customers.about')}>
      <h2 className="aloud">{say('customers.about')}</h2>
      <StubSection title={say('customers.contact')} action={<CustomerDeeds detail={detail} />}>
        <Facts
          facts={[
            [say('customers.email'), row.email && <bdi>{row.email}</bdi>],
            [say('customers.phone'), detail.phone && <bdi>{detail.phone}</bdi>],
            [
              say('customers.address'),
              hasAddress ? <Address key="address" lines={detail.address} country={row.country} /> : null,
            ],
            [say('customers.language'), detail.language && languageName(language, detail.language)],
            [say('customerDesk.taxId'), detail.taxId && <bdi>{detail.taxId}</bdi>],
          ]}
        />
        <CustomerTags row={row} />
      </StubSection>
      <PayerList detail={detail} />
      <StubSection title={say('invoices.ofCustomer')} action={<NewInvoice customer={row.id} />}>
        <CustomerInvoices customer={row.id} />
      </StubSection>
      <SavedMethods customer={row.id} payers={payers} currency={detail.balances[0]?.currency ?? 'EUR'} />
      <VouchersUsed customer={row.id} />
      <CustomerMail customer={row.id} />
      <Adjustments customer={row.id} />
      {externalIds.length > 0 && (
        <StubSection title={say('customers.links')}>
          <ul className="payers">
            {externalIds.map(({ gateway, externalId }) => (
              <li key={`${gateway} ${externalId}`}>
                <span>
                  <span className="mono">{externalId}</span>{' '}
                  <span className="soft">{gateway === 'import' ? say('importing.fromFile') : nameOf(gateway)}</span>
                </span>
                <span>
                  <CopyButton text={externalId} what={externalId} />
                </span>
              </li>
            ))}
          </ul>
        </StubSection>
      )}
      <Merged merged={detail.merged} />
      <CustomerNotes detail={detail} />
    </aside>
  );
}
