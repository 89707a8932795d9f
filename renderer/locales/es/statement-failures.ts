/** El texto en español de lo que puede estar mal en cuentas bancarias, extractos y sus líneas. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothing = 'No se guardó nada.';
const stays = 'Queda como está.';

export const statementFailures = {
  'bank-account-unknown': {
    what: 'Este libro no tiene esa cuenta bancaria.',
    safe: nothing,
    next: 'Mira la lista de cuentas bancarias.',
  },
  'bank-account-exists': {
    what: 'Ya hay una cuenta bancaria con la clave «{key}».',
    safe: nothing,
    next: 'Elige otra clave: es el nombre de la cuenta en el libro mayor.',
  },
  'statement-unknown': {
    what: 'Este libro no tiene ese extracto, o se deshizo.',
    safe: nothing,
    next: 'Mira la lista de extractos.',
  },
  'statement-line-matched': {
    what: 'La línea del {day} por {amount} {currency} está conciliada.',
    safe: 'El extracto queda como está.',
    next: 'Deshaz primero la conciliación de esa línea y luego el extracto.',
  },
  'bank-line-unknown': {
    what: 'Este libro no tiene esa línea bancaria.',
    safe: nothing,
    next: 'Mira la lista de líneas bancarias.',
  },
  'bank-line-not-open': {
    what: 'Esta línea bancaria está conciliada o ya se dividió.',
    safe: stays,
    next: 'Deshaz primero lo que se hizo con ella.',
  },
  'bank-line-parts': {
    what: 'Las partes suman {found} {currency} y la línea es de {amount} {currency}.',
    safe: stays,
    next: 'Indica dos partes o más, cada una con el signo de la línea, que sumen la línea.',
  },
  'statement-format-unknown': {
    what: 'Esto no es un CSV de banco ni OFX, CAMT.053 o MT940.',
    safe: nothing,
    next: 'Exporta de nuevo el extracto desde el banco, en uno de estos formatos.',
  },
  'statement-camt-other': {
    what: 'Esto es un mensaje {message}: informa de movimientos y no es un extracto.',
    safe: nothing,
    next: 'Exporta el extracto de cuenta (camt.053): sus saldos prueban que no falta nada.',
  },
  'statement-version-unknown': {
    what: '{version} es una versión desconocida.',
    safe: nothing,
    next: 'Exporta camt.053 en una versión de la 2 a la 13.',
  },
  'statement-document-type': {
    what: 'El archivo contiene una definición de tipo de documento, que un extracto nunca necesita.',
    safe: nothing,
    next: 'No te fíes de este archivo; exporta de nuevo el extracto desde el banco.',
  },
  'statement-markup': {
    what: 'Las etiquetas de este archivo no encajan aquí.',
    safe: nothing,
    next: 'Exporta de nuevo el extracto desde el banco.',
  },
  'statement-cut-short': {
    what: 'El archivo termina antes que {tag}: falta una parte.',
    safe: nothing,
    next: 'Descarga de nuevo el extracto.',
  },
  'statement-tag-missing': {
    what: 'Falta {tag} aquí.',
    safe: nothing,
    next: 'Exporta de nuevo el extracto desde el banco.',
  },
  'statement-line-unread': {
    what: '«{text}» no es un movimiento que se pueda leer.',
    safe: nothing,
    next: 'Exporta de nuevo el extracto desde el banco.',
  },
  'statement-amount-unread': {
    what: '«{text}» no es un importe.',
    safe: nothing,
    next: 'Corrígelo en el archivo o expórtalo de nuevo.',
  },
  'statement-day-unread': {
    what: '«{text}» no es un día.',
    safe: nothing,
    next: 'Corrígelo en el archivo o expórtalo de nuevo.',
  },
  'statement-currency-unread': {
    what: '«{text}» no es una moneda.',
    safe: nothing,
    next: 'Corrígelo en el archivo o expórtalo de nuevo.',
  },
  'statement-currency-mixed': {
    what: 'Esto está en {found} y la cuenta en {expected}.',
    safe: nothing,
    next: 'Exporta cada moneda como un extracto propio.',
  },
  'statement-quote-open': {
    what: 'Unas comillas que se abren en la línea {line} no se cierran.',
    safe: nothing,
    next: 'Corrígelas en el archivo: lo que sigue no es fiable.',
  },
  'statement-both-sides': {
    what: 'Esta fila tiene un cargo y un abono.',
    safe: nothing,
    next: 'Corrígela en el archivo o elige otras columnas.',
  },
  'statement-byte': {
    what: 'Aquí hay un signo que {encoding} no tiene.',
    safe: nothing,
    next: 'Elige otra codificación o exporta de nuevo el extracto.',
  },
  'statement-workbook': {
    what: 'Esto es un libro de Excel, no un extracto en texto.',
    safe: nothing,
    next: 'Guarda la hoja como CSV y elige ese archivo.',
  },
  'statement-archive': {
    what: 'Este archivo comprimido contiene {name}, que no es un extracto, u otro archivo comprimido.',
    safe: nothing,
    next: 'Extrae los extractos y elige esos.',
  },
  'statement-archive-large': {
    what: 'Este archivo comprimido contiene más de {limit}.',
    safe: nothing,
    next: 'Extrae los extractos y elige esos.',
  },
  'statement-empty': {
    what: 'El archivo tiene cabecera, pero ningún movimiento.',
    safe: nothing,
    next: 'Elige un archivo con movimientos.',
  },
  'statement-bank-choose': {
    what: 'El archivo no dice a cuál de nuestras cuentas bancarias pertenece.',
    safe: nothing,
    next: 'Elige la cuenta bancaria.',
  },
  'statement-bank-other': {
    what: 'El extracto es de la cuenta {found} en {currency}, que no es la cuenta bancaria elegida.',
    safe: nothing,
    next: 'Elige la cuenta bancaria a la que pertenece.',
  },
  'statement-out': {
    what: 'El extracto no cuadra por {amount} {currency}: el saldo inicial y las líneas no dan el saldo final.',
    safe: nothing,
    next: 'Busca líneas que falten o estén duplicadas, o explica por qué se guarda tal cual.',
  },
  'report-other': {
    what: '{name} no es un informe de una pasarela que se pueda leer.',
    safe: nothing,
    next: 'Descárgalo de nuevo: la conciliación de saldo o de pagos de Stripe (detallada), la actividad de PayPal, las liquidaciones de Razorpay o Paystack.',
  },
  'report-account-unknown': {
    what: 'Este libro no tiene una cuenta {gateway} de la pasarela de este informe.',
    safe: nothing,
    next: 'Elige una de sus cuentas.',
  },
  'report-unknown': {
    what: 'Este libro no tiene ese informe, o se deshizo.',
    safe: stays,
    next: 'Mira la lista de informes.',
  },
  'report-row-unsound': {
    what: 'Las sumas de esta fila no cuadran: el neto no es el bruto menos la comisión.',
    safe: nothing,
    next: 'Descarga el informe de nuevo; quizá lo alteró una hoja de cálculo.',
  },
  'report-row-unnamed': {
    what: 'Esta fila no tiene un identificador por el que el libro la conozca.',
    safe: nothing,
    next: 'Descarga el informe con todas sus columnas.',
  },
  'report-differs-much': {
    what: 'Este informe y el libro difieren en más de {limit} sitios.',
    safe: nothing,
    next: 'Mira si es de esta cuenta, y si ya se descargó el historial de la cuenta para esos días.',
  },
  'reading-took-long': {
    what: 'La lectura del archivo no avanzó durante {seconds} segundos y se terminó.',
    safe: nothing,
    next: 'Expórtalo de nuevo, en partes más pequeñas; guarda el archivo para quien cuida del programa.',
  },
  'demo-only': {
    what: 'Esto solo existe en el libro de la empresa de demostración.',
    safe: stays,
    next: 'Abre el libro de la empresa de demostración.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
