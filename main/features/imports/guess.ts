/** Which column is which, by the names that files give them in English and Spanish. A person looks at it before anything is stored. */
import { fieldsOf, type ImportField, type ImportKind } from '../../kernel/import-field';

/** Compared without case, accents, spaces and signs. The first field of a kind that knows a name gets it. */
const names: Readonly<Record<ImportField, readonly string[]>> = {
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

function plain(header: string): string {
  return header
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
}

/** By field, the column that it is read from, counted from 0. Each column once. */
export function guessColumns(kind: ImportKind, headers: readonly string[]): Partial<Record<ImportField, number>> {
  const plains = headers.map(plain);
  const taken = new Set<number>();
  const columns: Partial<Record<ImportField, number>> = {};
  for (const field of fieldsOf[kind]) {
    // What an invoice comes to is checked; what a payment comes to is what it is.
    const known = kind === 'payments' && field === 'amount' ? [...names.amount, ...names.total] : names[field];
    const column = known
      .map((name) => plains.findIndex((header, n) => header === name && !taken.has(n)))
      .find((n) => n >= 0);
    if (column === undefined) continue;
    taken.add(column);
    columns[field] = column;
  }
  return columns;
}
