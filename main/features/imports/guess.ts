/** Which column is which, by the names that files give them. A person looks at it before anything is stored. */
import { fieldsOf, type ImportField, type ImportKind } from '../../kernel/import-field';

/** In English and Spanish, compared without case, accents, spaces and signs. The first field of a kind that knows a name gets it. */
const nearer: Readonly<Record<ImportField, readonly string[]>> = {
  externalId: [
    ...['id', 'externalid', 'externalref', 'ref', 'code', 'codigo', 'idexterno', 'customerid', 'clientid', 'idcliente'],
    ...[
      'accountnumber',
      'account',
      'cuenta',
      'orderid',
      'order',
      'pedido',
      'idpedido',
      'renewalid',
      'subscriptionid',
      'transactionid',
      'paymentid',
    ],
  ],
  name: ['name', 'customername', 'company', 'companyname', 'fullname', 'nombre', 'cliente', 'empresa', 'razonsocial'],
  email: ['email', 'mail', 'emailaddress', 'correo', 'correoelectronico', 'customeremail'],
  phone: ['phone', 'telephone', 'phonenumber', 'tel', 'telefono', 'movil'],
  address: ['address', 'address1', 'street', 'addressline1', 'direccion', 'domicilio', 'calle'],
  city: ['city', 'town', 'ciudad', 'poblacion', 'localidad'],
  postcode: ['postcode', 'zip', 'zipcode', 'postalcode', 'cp', 'codigopostal'],
  country: ['country', 'countrycode', 'pais', 'codigopais'],
  language: ['language', 'lang', 'locale', 'idioma', 'lengua'],
  taxId: ['taxid', 'vat', 'vatid', 'vatnumber', 'taxnumber', 'nif', 'cif', 'nifcif', 'rfc'],
  customer: [
    ...['customer', 'customerid', 'client', 'clientid', 'account', 'customeremail', 'email', 'cliente', 'idcliente'],
    ...['codigocliente', 'customercode', 'correo'],
  ],
  number: ['number', 'invoice', 'invoicenumber', 'invoiceno', 'no', 'numero', 'factura', 'numerofactura', 'nfactura'],
  date: [
    'date',
    'issued',
    'issuedate',
    'invoicedate',
    'day',
    'fecha',
    'fechafactura',
    'fechaemision',
    'purchasedate',
    'datetime',
    'paymentdate',
    'fechahora',
  ],
  due: ['due', 'duedate', 'dueday', 'payby', 'vencimiento', 'fechavencimiento'],
  description: ['description', 'item', 'line', 'details', 'text', 'concept', 'descripcion', 'concepto', 'detalle'],
  product: ['product', 'sku', 'productcode', 'producto'],
  quantity: ['quantity', 'qty', 'units', 'cantidad', 'unidades'],
  amount: ['amount', 'price', 'unitprice', 'net', 'netamount', 'value', 'importe', 'precio', 'neto', 'base', 'monto'],
  currency: ['currency', 'currencycode', 'moneda', 'divisa'],
  taxCode: ['taxcode', 'vatcode', 'codigoiva', 'codigoimpuesto', 'tipoimpuesto'],
  taxRate: ['taxrate', 'vatrate', 'vatpercent', 'taxpercent', 'iva', 'tipoiva', 'porcentajeiva'],
  from: ['from', 'periodfrom', 'start', 'startdate', 'servicefrom', 'desde', 'inicio'],
  to: ['to', 'periodto', 'end', 'enddate', 'serviceto', 'until', 'hasta', 'fin'],
  total: ['total', 'gross', 'grossamount', 'invoicetotal', 'totalamount', 'totalfactura'],
  note: ['note', 'notes', 'comment', 'comments', 'nota', 'notas', 'observaciones'],
  reference: ['reference', 'referencia', 'paymentreference'],
  purpose: ['purpose', 'finalidad', 'motivo'],
  status: ['status', 'state', 'paymentstatus', 'estado'],
  method: ['method', 'paymentmethod', 'gateway', 'type', 'metodo', 'metododepago', 'pasarela', 'formadepago'],
};

/** In German, French, Italian, Portuguese and Dutch. */
const farther: Readonly<Record<ImportField, string>> = {
  externalId:
    'kundennummer kundennr bestellnummer auftragsnummer codeclient numeroclient commande codicecliente ordine numerodecliente encomenda klantnummer bestelnummer',
  name: 'kundenname firma firmenname unternehmen nom raisonsociale societe nome ragionesociale razaosocial naam bedrijf',
  email: 'emailadresse epost courriel adressemail emailadres',
  phone: 'telefon telefonnummer telefone telefoon',
  address: 'adresse anschrift strasse rue indirizzo via endereco rua adres straat',
  city: 'ort stadt ville citta cidade plaats stad',
  postcode: 'plz postleitzahl codepostal cap codigodepostal',
  country: 'land pays paese',
  language: 'sprache langue lingua taal',
  taxId: 'ustid ustidnr umsatzsteuerid steuernummer numerotva partitaiva piva nipc btwnummer',
  customer: 'kunde kundennummer kundennr codeclient numeroclient codicecliente klant klantnummer',
  number:
    'rechnung rechnungsnummer rechnungsnr facture numerofacture nfacture fattura numerofattura fatura factuur factuurnummer',
  date: 'datum rechnungsdatum belegdatum datefacture dateheure data datafattura datafatura factuurdatum',
  due: 'fallig falligam falligkeit falligkeitsdatum zahlbarbis echeance dateecheance scadenza datascadenza datavencimento vervaldatum',
  description:
    'beschreibung bezeichnung leistung verwendungszweck libelle designation descrizione descricao omschrijving',
  product: 'produkt artikel artikelnummer produit article prodotto articolo produto',
  quantity: 'menge anzahl quantite quantita quantidade aantal',
  amount: 'betrag preis einzelpreis nettobetrag netto montant prix montantht importo prezzo valor preco bedrag prijs',
  currency: 'wahrung devise valuta moeda',
  taxCode: 'steuercode steuerschlussel codetva codiceiva btwcode',
  taxRate: 'steuersatz mwst mwstsatz ust ustsatz tauxtva aliquota aliquotaiva taxaiva btw btwtarief',
  from: 'von leistungvon zeitraumvon debut du dal van',
  to: 'bis leistungbis zeitraumbis au al ate tot',
  total: 'gesamt gesamtbetrag brutto bruttobetrag totalttc montantttc totale totaal',
  note: 'notiz notizen bemerkung bemerkungen remarque remarques opmerking',
  reference: 'referenz beleg belegnummer zahlungsreferenz riferimento referentie',
  purpose: 'zweck objet scopo finalidade doel',
  status: 'zustand statut stato',
  method: 'zahlungsart zahlungsmethode moyendepaiement modedepaiement metododipagamento betaalmethode',
};

const names = (field: ImportField): readonly string[] => [...nearer[field], ...farther[field].split(' ')];

function plain(header: string): string {
  return header
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/[^a-z0-9]/g, '');
}

/** By field, the column that it is read from, counted from 0. Each column once. */
export function guessColumns(kind: ImportKind, headers: readonly string[]): Partial<Record<ImportField, number>> {
  const plains = headers.map(plain);
  const taken = new Set<number>();
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of fieldsOf[kind]) {
    // What an invoice comes to is checked; what a payment comes to is what it is.
    const known = kind === 'payments' && field === 'amount' ? [...names('amount'), ...names('total')] : names(field);
    const column = known
      .map((name) => plains.findIndex((header, n) => header === name && !taken.has(n)))
      .find((n) => n >= 0);
    if (column === undefined) continue;
    taken.add(column);
    columns[field] = column;
  }
  return columns;
}
