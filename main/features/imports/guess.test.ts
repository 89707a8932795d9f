/** Columns are found by the names that files of several countries give them, and what nobody knows stays open. */
import { expect, test } from 'vitest';
import { guessColumns } from './guess';

test.each([
  [
    'purchases',
    'Kunde;Datum;Betrag;Währung;Beleg;Text',
    ['customer', 'date', 'amount', 'currency', 'reference', 'description'],
  ],
  [
    'customers',
    'Kundennummer;Firma;E-Mail;Straße;PLZ;Ort;USt-ID',
    ['externalId', 'name', 'email', 'address', 'postcode', 'city', 'taxId'],
  ],
  [
    'invoices',
    'Client;N° facture;Date facture;Échéance;Désignation;Montant HT;Devise',
    ['customer', 'number', 'date', 'due', 'description', 'amount', 'currency'],
  ],
  [
    'invoices',
    'Cliente;Fattura;Data;Scadenza;Descrizione;Prezzo;Valuta',
    ['customer', 'number', 'date', 'due', 'description', 'amount', 'currency'],
  ],
  ['payments', 'Data;Valor;Estado;Método de pago;Descrição', ['date', 'amount', 'status', 'method', 'description']],
  ['purchases', 'Klant;Factuurdatum;Omschrijving;Bedrag;BTW', ['customer', 'date', 'description', 'amount', 'taxRate']],
] as const)('%s under %s', (kind, header, fields) => {
  expect(guessColumns(kind, header.split(';'))).toEqual(Object.fromEntries(fields.map((field, n) => [field, n])));
});

test('a name that no language here has stays open, and no column is read twice', () => {
  expect(guessColumns('purchases', ['kto', 'was', 'Betrag', 'Amount'])).toEqual({ amount: 3 });
});
