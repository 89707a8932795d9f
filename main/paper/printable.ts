/** Text from anywhere, made fit for paper: nothing that is no sign, nothing that turns what stands beside it around. */

/** Marks that steer direction, joining or the choice of a picture, and blanks without width: on paper they are nothing. */
const steering = /[\p{Cf}\p{Variation_Selector}]/gu;
const blanks = /[\s\p{Cc}\p{Zl}\p{Zp}]+/gu;

/** Longer texts are cut, with a sign that says so. */
const MOST_SIGNS = 2_000;

/** One line: composed, runs of blanks as one. Half a surrogate becomes U+FFFD. */
export function printable(text: string): string {
  const whole = text.toWellFormed().normalize('NFC').replace(steering, '').replace(blanks, ' ').trim();
  return whole.length > MOST_SIGNS ? `${whole.slice(0, MOST_SIGNS).toWellFormed()}…` : whole;
}
