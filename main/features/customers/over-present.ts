/** Two windows edit the same person: what each of them changed stands, and what both changed is refused. Pure. */
import { Failure } from '../../kernel/failure';
import type { PersonFields, PersonSeen } from './contract';

type Field = PersonFields[keyof PersonFields];

/** What gateways say has spaces that a form leaves out. */
function plain(value: Field): string {
  if (value === null) return '';
  if (typeof value === 'string') return value.trim();
  return value
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}

function chosen<Value extends Field>(wish: Value, seen: Value, present: Value): Value {
  const [wanted, was, now] = [plain(wish), plain(seen), plain(present)];
  if (wanted === was) return present;
  if (now !== was && now !== wanted) throw new Failure('person-changed');
  return wish;
}

/**
 * `wish` as it was written over `seen`, on what stands there by now. Throws Failure person-changed where somebody else changed the same
 * field.
 */
export function overPresent(wish: PersonFields, seen: PersonSeen, present: PersonFields): PersonFields {
  return {
    name: chosen(wish.name, seen.name, present.name),
    email: chosen(wish.email, seen.email, present.email),
    phone: chosen(wish.phone, seen.phone, present.phone),
    address: chosen(wish.address, seen.address, present.address),
    country: chosen(wish.country, seen.country, present.country),
    language: chosen(wish.language, seen.language, present.language),
    taxId: chosen(wish.taxId, seen.taxId, present.taxId),
  };
}
