/** Vouchers: the batches with what is owed for them, or the page of the one that is open. */
import './vouchers.css';
import type { Place } from '../../navigation';
import { BatchList } from './batch-list';
import { BatchPage } from './batch-page';

export function VouchersScreen({ place }: { place: Place }) {
  if (place.id === null) return <BatchList />;
  return <BatchPage key={place.id} id={place.id} />;
}
