/** Customers: the list, or the page of the one that is open. */
import './customers.css';
import type { Place } from '../../navigation';
import { CustomerList } from './customer-list';
import { CustomerPage } from './customer-page';

export function CustomersScreen({ place }: { place: Place }) {
  if (place.id === null) return <CustomerList query={place.query} />;
  return <CustomerPage key={place.id} id={place.id} query={place.query} />;
}
