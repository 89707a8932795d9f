/** What banks call the columns of their CSV files, in the languages that were seen. Compared without case, accents, spaces and signs. */
import { type BankField, bankFields } from '../../../kernel/statement';

/** The first name that a header has decides; the order of the fields says who chooses first. */
const columnNames: Readonly<Record<BankField, readonly string[]>> = {
  day: [
    ...['bookingdate', 'buchungstag', 'buchungsdatum', 'postingdate', 'postdate', 'dateposted', 'fechaoperacion'],
    ...[
      'fechacontable',
      'dateoperation',
      'dateop',
      'boekdatum',
      'datumzauctovani',
      'transactiondate',
      'transactiedatum',
    ],
    ...['date', 'datum', 'fecha', 'data', 'datumprovedeni', 'belegdatum', 'umsatzdatum', 'datetime', 'day', 'dato'],
  ],
  valueDay: [
    'valuedate',
    'valutadatum',
    'valuta',
    'wertstellung',
    'fechavalor',
    'datevaleur',
    'datedevaleur',
    'rentedatum',
    'valutadate',
    'datavaluta',
    'datumprovedeni',
  ],
  amount: [
    ...[
      'amount',
      'betrag',
      'buchungsbetrag',
      'importe',
      'montant',
      'bedrag',
      'castka',
      'castkaczk',
      'zauctovanacastka',
    ],
    ...['umsatz', 'importo', 'valor', 'transactionamount', 'kwota', 'belob', 'belopp', 'monto', 'sum', 'net'],
  ],
  debit: [
    'debit',
    'debits',
    'debitamount',
    'soll',
    'cargo',
    'cargos',
    'debe',
    'belastung',
    'withdrawal',
    'withdrawals',
    'paidout',
    'moneyout',
    'debito',
    'adeudo',
    'outflow',
  ],
  credit: [
    'credit',
    'credits',
    'creditamount',
    'haben',
    'abono',
    'abonos',
    'haber',
    'gutschrift',
    'deposit',
    'deposits',
    'paidin',
    'moneyin',
    'credito',
    'inflow',
  ],
  flag: [
    'dc',
    'drcr',
    'crdr',
    'debitcredit',
    'creditdebit',
    'afbij',
    'sollhaben',
    'sh',
    'creditdebitindicator',
    'cargoabono',
  ],
  currency: [
    'currency',
    'ccy',
    'wahrung',
    'waehrung',
    'buchungswahrung',
    'devise',
    'divisa',
    'moneda',
    'munt',
    'mena',
    'menauctu',
    'valuta',
    'waluta',
    'currencycode',
  ],
  name: [
    ...['name', 'payee', 'counterparty', 'counterpartyname', 'merchantname', 'beneficiary', 'naam', 'naamtegenpartij'],
    ...['nazevprotiuctu', 'beguenstigterzahlungspflichtiger', 'auftraggeberempfanger', 'beneficiaire', 'beneficiario'],
    ...['ordenante', 'nombre', 'payer', 'remitter', 'zahlungsempfanger', 'empfanger', 'auftraggeber'],
  ],
  account: [
    ...['counterpartyaccount', 'counterpartyiban', 'tegenrekening', 'tegenrekeningibanbban', 'cisloprotiuctu'],
    ...[
      'kontonummer',
      'bankovnispojeni',
      'counteraccount',
      'cuentacontraria',
      'cuentaordenante',
      'payeraccount',
      'iban',
    ],
  ],
  text: [
    ...['description', 'details', 'memo', 'verwendungszweck', 'buchungstext', 'libelle', 'concepto', 'descripcion'],
    ...['omschrijving', 'omschrijving1', 'omschrijving2', 'omschrijving3', 'zprava', 'zpravaproprijemce', 'poznamka'],
    ...['transaktionsbeschreibung', 'narrative', 'text', 'particulars', 'paymentdetails', 'observaciones', 'umsatzart'],
    ...['notes', 'remittanceinformation', 'detalle', 'concept', 'transactiondescription', 'opis', 'causale'],
  ],
  reference: [
    ...['reference', 'ref', 'referencia', 'endtoend', 'endtoendid', 'paymentreference', 'betalingskenmerk'],
    ...['variabilnisymbol', 'variabilnisymbol1', 'vs', 'kundenreferenz', 'referenz', 'customerreference'],
  ],
  bankReference: [
    ...[
      'transactionid',
      'transactionreference',
      'transactiereferentie',
      'idtransakce',
      'buchungsreferenz',
      'fitid',
      'id',
    ],
    ...['referencnicislotransakce', 'bankreference', 'entryreference', 'referenciabanco', 'transactionnumber'],
  ],
  balance: [
    'balance',
    'saldo',
    'saldonatrn',
    'solde',
    'runningbalance',
    'kontostand',
    'zustatek',
    'accountbalance',
    'balanceafter',
  ],
};

function plainName(header: string): string {
  return header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** The columns that the headers name, each once; texts may be several. */
export function columnsByName(headers: readonly string[]): Partial<Record<BankField, number[]>> {
  const plains = headers.map(plainName);
  const taken = new Set<number>();
  const columns: Partial<Record<BankField, number[]>> = {};
  for (const field of bankFields) {
    const found: number[] = [];
    for (const name of columnNames[field]) {
      const column = plains.findIndex((plain, n) => plain === name && !taken.has(n) && !found.includes(n));
      if (column < 0) continue;
      found.push(column);
      if (field !== 'text') break;
    }
    for (const column of found) taken.add(column);
    if (found.length > 0) columns[field] = found.slice(0, 10).sort((a, b) => a - b);
  }
  return columns;
}
