/** The duties that the palette offers by name: where each is done, by whom, and the words by which it is looked for. */
import type { ProcedurePath } from '../../main/contract';
import type { useWords } from '../locales/words';
import { go, type Place } from '../navigation';
import { redeemVoucher } from '../taking/asked';
import { askDeed, type DeedName } from '../ui/asked-deed';

/** What is filtered for or opened: names of the texts without their beginning. */
type Name = Parameters<ReturnType<typeof useWords>['say']>[0] extends infer Key
  ? Key extends `duty.${infer One}`
    ? One
    : never
  : never;

export interface Duty {
  name: Name;
  /** Who may not call it is not offered it. */
  to?: ProcedurePath;
  /** It is done with one of these, which is chosen first where none is open. */
  pick?: 'customer' | 'invoice' | 'payment';
  begin(at: Place | null): void;
}

function show(screen: string, query: Place['query'] = {}): void {
  go({ screen, id: null, query });
}

/** On its screen, whichever is shown now. */
function on(screen: string, deed: DeedName): () => void {
  return () => {
    show(screen);
    askDeed(deed);
  };
}

/** On the page of the customer that is open, else on that of one who is chosen from the list. */
function ofCustomer(deed: DeedName): (at: Place | null) => void {
  return (at) => {
    if (at?.screen === 'customers' && at.id !== null) askDeed(deed);
    else show('customers');
  };
}

const settings = (part: string) => () => show('settings', { part });

export const duties: readonly Duty[] = [
  { name: 'newInvoice', to: 'invoices.save', begin: on('invoices', 'new-invoice') },
  { name: 'newCustomer', to: 'customers.add', begin: on('customers', 'new-customer') },
  { name: 'newVouchers', to: 'vouchers.create', begin: on('vouchers', 'new-vouchers') },
  { name: 'redeem', to: 'vouchers.redeem', begin: () => redeemVoucher(null) },
  { name: 'adjust', to: 'credits.adjust', pick: 'customer', begin: ofCustomer('adjust') },
  { name: 'statement', to: 'customers.statement', pick: 'customer', begin: ofCustomer('statement') },
  { name: 'purchase', to: 'payments.recordPurchase', pick: 'customer', begin: ofCustomer('purchase') },
  { name: 'merge', to: 'customers.merge', pick: 'customer', begin: ofCustomer('merge') },
  { name: 'payFromCredit', to: 'invoices.pay', pick: 'invoice', begin: () => show('invoices') },
  { name: 'creditNote', to: 'invoices.credit', pick: 'invoice', begin: () => show('invoices') },
  { name: 'promise', to: 'invoices.promise', pick: 'invoice', begin: () => show('invoices', { status: 'Overdue' }) },
  { name: 'writeOff', to: 'invoices.writeOff', pick: 'invoice', begin: () => show('invoices', { status: 'Overdue' }) },
  { name: 'voidInvoice', to: 'invoices.void', pick: 'invoice', begin: () => show('invoices') },
  { name: 'refund', to: 'taking.refund', pick: 'payment', begin: () => show('payments', { status: 'Completed' }) },
  { name: 'receive', to: 'taking.receive', pick: 'payment', begin: () => show('payments', { status: 'Pending' }) },
  { name: 'figures', to: 'invoices.ageing', begin: on('invoices', 'figures') },
  { name: 'importCustomers', to: 'imports.store', begin: on('customers', 'import-customers') },
  { name: 'importInvoices', to: 'imports.store', begin: on('invoices', 'import-invoices') },
  { name: 'importPurchases', to: 'imports.store', begin: on('payments', 'import-purchases') },
  { name: 'undo', to: 'changes.undo', begin: () => askDeed('undo') },
  { name: 'mail', to: 'mail.list', begin: on('outbox', 'mail') },
  { name: 'lock', begin: () => askDeed('lock') },
  { name: 'switchOperator', begin: () => askDeed('switch-operator') },
  { name: 'ownSecrets', begin: () => askDeed('own-secrets') },
  { name: 'setOperators', begin: settings('operators') },
  { name: 'setGateways', begin: settings('gateways') },
  { name: 'setPayments', begin: settings('payments') },
  { name: 'setPapers', begin: settings('papers') },
  { name: 'setBook', begin: settings('book') },
];
