/** Where the sample company's customers are: invented companies in several scripts, in streets that stand for any. */
import { placesBeyond } from './places-beyond';
import { placesLatin } from './places-latin';

export interface Place {
  country: string;
  /** BCP 47. */
  language: string;
  /** Lower case, as Stripe writes it. */
  currency: string;
  phone: string;
  /** Town and postal code. */
  towns: readonly (readonly [string, string])[];
  streets: readonly string[];
  /** Ten customers. */
  names: readonly string[];
}

export const places: readonly Place[] = [...placesLatin, ...placesBeyond];
