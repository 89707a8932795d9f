/** The chips above the invoices: due days, kind, currency; and at the right what is open, per currency. */
import type { InvoiceFilter, InvoiceTotals } from '../../../main/features/invoices/contract';
import { invoiceKinds } from '../../../main/kernel/invoice';
import { useWords } from '../../locales/words';
import { DateFilter } from '../../table/date-filter';
import { ToggleChip } from '../../table/filter-chip';
import { ChoiceFilter } from '../../table/filters';
import { isNarrowed } from './invoices-place';

interface InvoiceFiltersProps {
  filter: InvoiceFilter;
  onFilter(next: InvoiceFilter): void;
  totals: InvoiceTotals | undefined;
}

/** Sums that have room beside the chips. */
const SHOWN = 3;

/** Leaves out what is undefined, so that two equal filters are the same. */
function compact(parts: { [Name in keyof InvoiceFilter]: InvoiceFilter[Name] | undefined }): InvoiceFilter {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

export function InvoiceFilters({ filter, onFilter, totals }: InvoiceFiltersProps) {
  const { say, money } = useWords();
  const change = (part: Parameters<typeof compact>[0]) => onFilter(compact({ ...filter, ...part }));
  const open = totals?.open ?? [];
  const offered = [...new Set([...(filter.currencies ?? []), ...open.map(({ currency }) => currency)])];
  return (
    <div className="filters">
      {filter.customer !== undefined && (
        <ToggleChip name={say('invoices.oneCustomer')} on onChange={() => change({ customer: undefined })} />
      )}
      <DateFilter name={say('invoices.due')} span={{ from: filter.from, to: filter.to }} onChange={change} />
      <ChoiceFilter
        name={say('invoices.kind')}
        choices={invoiceKinds.map((value) => ({ value, label: say(`invoiceKind.${value}`) }))}
        chosen={filter.kind ? [filter.kind] : []}
        onChange={(kinds) => change({ kind: kinds.at(-1) })}
      />
      <ChoiceFilter
        name={say('invoices.currency')}
        choices={offered.map((value) => ({ value, label: value }))}
        chosen={filter.currencies ?? []}
        onChange={(next) => change({ currencies: next.length > 0 ? [...next] : undefined })}
      />
      {isNarrowed(filter) && (
        <button
          type="button"
          className="text-button"
          onClick={() => onFilter(filter.status ? { status: filter.status } : {})}
        >
          {say('filter.clearAll')}
        </button>
      )}
      {open.length > 0 && (
        <span className="totals invoice-open-sums">
          <span>{say('invoices.openSum')}</span>
          {open.slice(0, SHOWN).map(({ currency, amount }) => (
            <span key={currency} className="total">
              {currency} <b>{money(amount, currency)}</b>
            </span>
          ))}
          {open.length > SHOWN && <span className="totals-more">+{open.length - SHOWN}</span>}
        </span>
      )}
    </div>
  );
}
