/** Where the sample company's customers are: invented companies in several scripts, in streets that stand for any. */
import type { Place } from './place';
import { placesBeyond } from './places-beyond';
import { placesLatin } from './places-latin';

export const places: readonly Place[] = [...placesLatin, ...placesBeyond];
