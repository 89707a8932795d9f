/** Payment references that a bank's form and a person can check: ISO 11649, `RF`, two check digits, then up to 21 letters or digits. */

/** Letters count from ten on: the whole as one number, taken modulo 97 digit by digit. */
function modulo97(text: string): number {
  let rest = 0;
  for (const sign of text) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** `text`: 1 to 21 of A–Z and 0–9. Throws RangeError for anything else. */
export function rfReference(text: string): string {
  if (!/^[A-Z0-9]{1,21}$/.test(text)) throw new RangeError(`not a reference: ${JSON.stringify(text.slice(0, 64))}`);
  const check = String(98 - modulo97(`${text}RF00`)).padStart(2, '0');
  return `RF${check}${text}`;
}

/** Whether a text, as people write it (blanks, small letters), is a reference with the right check digits. */
export function readRfReference(text: string): string | null {
  const plain = text.replace(/\s/g, '').toUpperCase();
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(plain)) return null;
  return modulo97(plain.slice(4) + plain.slice(0, 4)) === 1 ? plain : null;
}

/** In groups of four, for paper. */
export function printedReference(reference: string): string {
  return reference.replace(/(.{4})(?=.)/g, '$1 ');
}
