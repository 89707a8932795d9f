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
} satisfies Partial<Record<FailureCode, FailureText>>;
