/** The screens: one line each. A screen stands in a folder of its own under screens/ and exports its component. */
import {
  IconBuildingBank,
  IconChartBar,
  IconChartLine,
  IconCreditCardRefund,
  IconDownload,
  IconFileInvoice,
  IconHistory,
  IconLock,
  IconSend2,
  IconSettings,
  IconTicket,
  IconUser,
  IconUsers,
} from '@tabler/icons-react';
import { type ComponentType, lazy } from 'react';
import type { PlainKey } from './locales/say';
import type { Place } from './navigation';
import { PaymentsScreen } from './screens/payments/screen';
import { IconPayments } from './ui/icons';

export interface ScreenProps {
  place: Place;
}

export interface Route {
  screen: string;
  label: PlainKey;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  component: ComponentType<ScreenProps>;
  /** Which of the book's counts stands beside the name. */
  count?: 'payments' | 'customers' | 'outbox' | 'requests' | 'charges' | 'lines';
  /** Settings stand apart, at the foot of the rail. */
  foot?: true;
}

export const firstScreen = 'payments';

export const routes: readonly Route[] = [
  {
    screen: 'overview',
    label: 'rail.overview',
    icon: IconChartBar,
    component: lazy(async () => ({ default: (await import('./screens/overview/screen')).OverviewScreen })),
  },
  { screen: 'payments', label: 'rail.payments', icon: IconPayments, component: PaymentsScreen, count: 'payments' },
  {
    screen: 'customers',
    label: 'rail.customers',
    icon: IconUser,
    component: lazy(async () => ({ default: (await import('./screens/customers/screen')).CustomersScreen })),
    count: 'customers',
  },
  {
    screen: 'invoices',
    label: 'rail.invoices',
    icon: IconFileInvoice,
    component: lazy(async () => ({ default: (await import('./screens/invoices/screen')).InvoicesScreen })),
  },
  {
    screen: 'reconcile',
    label: 'reconcile.title',
    icon: IconBuildingBank,
    component: lazy(async () => ({ default: (await import('./screens/reconcile/screen')).ReconcileScreen })),
    count: 'lines',
  },
  {
    screen: 'charges',
    label: 'charges.title',
    icon: IconCreditCardRefund,
    component: lazy(async () => ({ default: (await import('./screens/charges/screen')).ChargesScreen })),
    count: 'charges',
  },
  {
    screen: 'vouchers',
    label: 'rail.vouchers',
    icon: IconTicket,
    component: lazy(async () => ({ default: (await import('./screens/vouchers/screen')).VouchersScreen })),
  },
  {
    screen: 'outbox',
    label: 'rail.outbox',
    icon: IconSend2,
    component: lazy(async () => ({ default: (await import('./screens/outbox/screen')).OutboxScreen })),
    count: 'outbox',
  },
  {
    screen: 'requests',
    label: 'requests.title',
    icon: IconUsers,
    component: lazy(async () => ({ default: (await import('./screens/requests/screen')).RequestsScreen })),
    count: 'requests',
  },
  {
    screen: 'close',
    label: 'closing.title',
    icon: IconLock,
    component: lazy(async () => ({ default: (await import('./screens/closing/screen')).CloseScreen })),
  },
  {
    screen: 'charts',
    label: 'rail.charts',
    icon: IconChartLine,
    component: lazy(async () => ({ default: (await import('./screens/charts/screen')).ChartsScreen })),
  },
  {
    screen: 'exports',
    label: 'rail.exports',
    icon: IconDownload,
    component: lazy(async () => ({ default: (await import('./screens/exports/screen')).ExportsScreen })),
  },
  {
    screen: 'changes',
    label: 'rail.changes',
    icon: IconHistory,
    component: lazy(async () => ({ default: (await import('./screens/changes/screen')).ChangesScreen })),
  },
  {
    screen: 'settings',
    label: 'rail.settings',
    icon: IconSettings,
    component: lazy(async () => ({ default: (await import('./screens/settings/screen')).SettingsScreen })),
    foot: true,
  },
];
