/** El texto en español de lo que puede fallar al exportar. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

export const exportFailures = {
  'export-failed': {
    what: 'No se pudo escribir la exportación en {file}: {detail}.',
    safe: 'No quedó ningún archivo a medias; el libro no se cambió.',
    next: 'Elige otra carpeta o libera espacio, y exporta de nuevo.',
  },
  'export-not-again': {
    what: 'Esta exportación no se puede repetir: {detail}.',
    safe: 'No se escribió nada, y el archivo que hizo no se tocó.',
    next: 'Exporta la lista de nuevo; desde entonces se podrá comparar.',
  },
  'gl-refused': {
    what: 'El diario contable o su tabla de cuentas se rechaza: {detail}.',
    safe: 'No se escribió ni se cambió nada.',
    next: 'Corrígelo e inténtalo de nuevo.',
  },
  'gl-accounts-missing': {
    what: 'Estas cuentas no tienen un código (para Xero: código y tipo de impuesto) que el formato admita: {accounts}.',
    safe: 'No se escribió nada, y la tabla de cuentas queda como está.',
    next: 'Añádelas al archivo de cuentas y fíjalo con gl-accounts; después exporta de nuevo.',
  },
  'export-too-large': {
    what: 'Un archivo de hoja de cálculo no puede contener {detail}.',
    safe: 'No se escribió nada, en vez de una parte.',
    next: 'Expórtalo como CSV, que no tiene ese límite.',
  },
  'looking-back': {
    what: 'Esta ventana muestra el libro como era, y ahí no se puede cambiar nada.',
    safe: 'No se cambió nada.',
    next: 'Vuelve a ahora y hazlo de nuevo.',
  },
  'past-room': {
    what: 'Mostrar el libro como era ocupa unos {megabytes} MB junto a él, y al disco no le queda tanto.',
    safe: 'El libro no se tocó.',
    next: 'Libera espacio e inténtalo de nuevo.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
