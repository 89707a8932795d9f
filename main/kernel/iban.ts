/** An IBAN as people read it (ISO 13616): in groups of four. The number of an account that is none stays as it is. */
export function groupedIban(iban: string): string {
  const plain = iban.replace(/\s/g, '');
  return /^[A-Z]{2}\d{2}[A-Z0-9]{4,30}$/i.test(plain) ? plain.replace(/(.{4})(?=.)/g, '$1 ') : iban;
}
