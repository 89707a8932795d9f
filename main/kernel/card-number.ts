/** Card numbers never enter the book: whatever looks like one in a text is masked to its last four digits. */

const candidate = /(?<![\d])\d(?:[ -]?\d){12,18}(?![\d])/g;

/** Masks each run of 13 to 19 digits (spaces and dashes between them allowed) whose Luhn check holds. Other text stays as it is. */
export function maskCardNumbers(text: string): string {
  // Most texts have no digit run that long: one scan decides.
  if (!/\d(?:[ -]?\d){12}/.test(text)) return text;
  return text.replace(candidate, (found) => {
    const digits = found.replace(/[ -]/g, '');
    return passesLuhn(digits) ? `···· ${digits.slice(-4)}` : found;
  });
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    let digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    if (i % 2 === 1) {
      digit *= 2;
      if (digit > 9) digit -= 9;
    }
    sum += digit;
  }
  return sum % 10 === 0 && /[^0]/.test(digits);
}
