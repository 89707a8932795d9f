/** El texto en español de lo que puede estar mal en un archivo que entra, o en una de sus celdas. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothing = 'No se guardó nada.';
const row = 'No se guarda.';
const stays = 'Queda como está.';

export const importFailures = {
  'import-file-large': {
    what: 'Este archivo pasa de {limit}.',
    safe: nothing,
    next: 'Divídelo e importa las partes una tras otra.',
  },
  'import-file-empty': {
    what: 'En este archivo no hay nada.',
    safe: nothing,
    next: 'Elige el archivo otra vez, o vuelve a exportarlo donde se hizo.',
  },
  'import-not-text': {
    what: 'No es un archivo de texto.',
    safe: nothing,
    next: 'Guarda la tabla como CSV y elige ese archivo.',
  },
  'import-rows-many': {
    what: 'En este archivo hay más de {limit} filas.',
    safe: nothing,
    next: 'Divídelo e importa las partes una tras otra.',
  },
  'import-columns-many': {
    what: 'La línea {line} tiene más de {limit} columnas.',
    safe: nothing,
    next: 'Comprueba qué signo separa las columnas.',
  },
  'import-cell-long': {
    what: 'La celda de la línea {line}, columna {column}, pasa de {limit} caracteres.',
    safe: nothing,
    next: 'Comprueba si falta una comilla más arriba.',
  },
  'import-gone': {
    what: 'El archivo ya no está aquí.',
    safe: nothing,
    next: 'Elígelo otra vez.',
  },
  'import-choose': {
    what: 'Todavía no está decidido cómo se lee este archivo.',
    safe: nothing,
    next: 'Indica qué es cada columna y cómo se escriben los números y los días.',
  },
  'import-refused': {
    what: '{count} elementos de este archivo no se pueden guardar.',
    safe: nothing,
    next: 'Corrígelos en el archivo o déjalos fuera.',
  },
  'import-mapping-unknown': {
    what: 'No hay ninguna asignación guardada con el nombre «{name}».',
    safe: nothing,
    next: 'Mira la lista de asignaciones.',
  },
  'import-cell-empty': {
    what: 'Esta celda está vacía y hace falta.',
    safe: row,
    next: 'Complétala en el archivo.',
  },
  'import-cell-unread': {
    what: '«{text}» no es lo que contiene esta columna.',
    safe: row,
    next: 'Corrígelo en el archivo o elige otra columna.',
  },
  'import-day-unread': {
    what: '«{text}» no es un día, tal como se escriben los días en este archivo.',
    safe: row,
    next: 'Corrígelo en el archivo, o elige cómo se escriben los días.',
  },
  'import-number-unread': {
    what: '«{text}» no es un número, tal como se escriben los números en este archivo.',
    safe: row,
    next: 'Corrígelo en el archivo, o elige el signo decimal.',
  },
  'import-period-half': {
    what: 'Un periodo de servicio tiene sus dos días, o ninguno.',
    safe: row,
    next: 'Completa el otro día en el archivo, o deja ambos vacíos.',
  },
  'import-text-long': {
    what: 'Este texto pasa de {limit} caracteres.',
    safe: row,
    next: 'Acórtalo en el archivo.',
  },
  'import-row-cells': {
    what: 'Esta fila tiene {found} celdas; la cabecera tiene {expected}.',
    safe: row,
    next: 'Comprueba si dentro de un texto hay un signo de los que separan columnas.',
  },
  'import-quotes': {
    what: 'Aquí una comilla no se cierra, o está donde no puede estar.',
    safe: row,
    next: 'Corrígela en el archivo: lo que sigue no es fiable.',
  },
  'import-purchase-open': {
    what: 'Una compra (una suma menor que cero) está completada, o no lo es.',
    safe: 'No se guardó nada.',
    next: 'Corrígela en el archivo, o deja fuera esta fila.',
  },
  'import-twice': {
    what: 'Lo mismo está ya en la línea {line}, y dice otra cosa o no está al lado.',
    safe: row,
    next: 'Deja solo una.',
  },
  'import-no-identity': {
    what: 'Este cliente no tiene ni identificador externo ni correo.',
    safe: row,
    next: 'Ponle uno de los dos, para poder reconocerlo.',
  },
  'import-customer-unknown': {
    what: 'Ningún cliente tiene «{text}» como identificador, identificador externo o correo.',
    safe: row,
    next: 'Importa antes el cliente, o corrige el identificador externo o el correo.',
  },
  'import-customer-several': {
    what: 'Más de un cliente se llama «{text}».',
    safe: row,
    next: 'Nombra al cliente por su identificador externo.',
  },
  'import-future-day': {
    what: 'El {day} está por llegar.',
    safe: row,
    next: 'Corrige el día en el archivo.',
  },
  'import-number-ours': {
    what: '{number} es un número que este libro asigna por sí mismo.',
    safe: row,
    next: 'Deja el número fuera, o cambia la forma de los números de este libro.',
  },
  'import-lines-differ': {
    what: 'La línea {line} es de la misma factura y nombra otro cliente, divisa o día.',
    safe: row,
    next: 'Haz que las líneas de una factura coincidan.',
  },
  'import-lines-many': {
    what: 'Esta factura tiene más de {limit} líneas.',
    safe: row,
    next: 'Divídela en varias facturas.',
  },
  'import-total-differs': {
    what: 'El archivo dice {stated}, las líneas suman {found} {currency}.',
    safe: row,
    next: 'Comprueba importe, cantidad y tipo de impuesto.',
  },
  'customer-in-use': {
    what: 'Desde entonces se registró algo de este cliente: un pago, una factura, un pagador o una nota.',
    safe: stays,
    next: 'Archívalo si nadie debe usarlo.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
