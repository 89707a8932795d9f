/** One country of the sample company's customers. */
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
  /** Ten customers, or fewer. */
  names: readonly string[];
}
