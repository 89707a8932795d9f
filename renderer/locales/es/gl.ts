/** El libro mayor con los códigos de cuenta propios. */
export const glWords = {
  glTied: {
    balances: 'Sus sumas dan el saldo de cada cuenta.',
    days: 'Sus sumas dan lo que el libro guarda de cada día.',
  },
  glFormat: { gl: 'Columnas propias', xero: 'Xero', datev: 'DATEV' },
  gl: {
    menu: 'Diario con códigos de cuenta…',
    title: 'Diario contable',
    format: 'Para qué programa',
    ownHint: 'Una línea por cada debe y cada haber. Los días y la moneda pueden quedar vacíos.',
    periodHint: 'Un período y una moneda por archivo; cada cuenta necesita un código.',
    from: 'Primer día contable',
    to: 'Último día contable',
    currency: 'Moneda',
    allCurrencies: 'Todas',
    accounts: 'Códigos de cuenta',
    mapped: {
      one: '{count} fila dice qué código tiene una cuenta.',
      other: '{count} filas dicen qué código tiene una cuenta.',
    },
    mappingFile: 'la tabla como CSV',
    unmapped: { one: '{count} cuenta aún no tiene código:', other: '{count} cuentas aún no tienen código:' },
    more: '{count} más',
    choose: 'Fijar códigos desde un archivo…',
    chooseHint:
      'Un CSV con las columnas account, code, name y tax rate sustituye todas las filas. Copia la tabla, complétala y elígela.',
    datevHead: 'Lo que dice la cabecera del archivo DATEV',
    consultant: 'Asesor',
    client: 'Cliente',
    yearStart: 'Inicio del ejercicio (MM-01)',
    accountLength: 'Dígitos de una cuenta',
    saveHead: 'Guardar',
  },
} as const;
