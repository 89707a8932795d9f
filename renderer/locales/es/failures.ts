/** El texto en español de cada fallo: qué pasó, qué está a salvo, qué hacer. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';
import { accountFailures } from './account-failures';
import { askingFailures } from './asking-failures';
import { changeFailures } from './change-failures';
import { closingFailures } from './closing-failures';
import { exportFailures } from './export-failures';
import { filledInFailures } from './filled-in-failures';
import { importFailures } from './import-failures';
import { invoiceFailures } from './invoice-failures';
import { mailFailures } from './mail-failures';
import { matchingFailures } from './matching-failures';
import { operatorFailures } from './operator-failures';
import { paperFailures } from './paper-failures';
import { statementFailures } from './statement-failures';
import { voucherFailures } from './voucher-failures';

const bookUntouched = 'El archivo no se cambió.';
const nothingSaved = 'No se guardó nada.';
const cursorKept = 'Lo consultado antes se conserva; la próxima sincronización sigue desde ahí.';
const noHalfEntry = 'No quedó ninguna entrada a medias.';

const ofTheBook = {
  'book-empty-file': {
    what: '{file} está vacío (0 bytes), así que no es un libro de Counterfoil.',
    safe: bookUntouched,
    next: 'Abre otro libro o restaura la copia de seguridad más reciente.',
  },
  'book-foreign': {
    what: '{file} no es un libro de Counterfoil.',
    safe: bookUntouched,
    next: 'Elige un archivo que termine en .counterfoil y que haya hecho Counterfoil.',
  },
  'book-newer': {
    what: '{file} lo hizo una versión más nueva de Counterfoil (formato {found}; este programa lee hasta {known}).',
    safe: 'No se abrió ni se cambió.',
    next: 'Actualiza Counterfoil y ábrelo de nuevo.',
  },
  'book-damaged': {
    what: '{file} está dañado: {detail}.',
    safe: 'No se escribió nada en él.',
    next: 'Conserva el archivo y abre la copia de seguridad más reciente.',
  },
  'book-missing': {
    what: 'No hay ningún libro en {file}.',
    safe: 'No se creó nada.',
    next: 'Comprueba el nombre o haz un libro nuevo.',
  },
  'book-exists': {
    what: 'Ya hay un archivo en {file}.',
    safe: bookUntouched,
    next: 'Elige otro nombre o abre el que está ahí.',
  },
  'book-name-invalid': {
    what: '«{name}» no puede ser el nombre de un libro.',
    safe: 'No se creó nada.',
    next: 'Usa letras, cifras, espacios, puntos, guiones o guiones bajos, 80 caracteres como mucho.',
  },
  'book-locked': {
    what: '{file} está abierto en otro sitio desde {since} ({holder}, proceso {pid}), y ese programa no responde.',
    safe: bookUntouched,
    next: 'Ciérralo allí e inténtalo de nuevo.',
  },
  'book-read-only': {
    what: 'No se puede escribir en {file} o en su carpeta.',
    safe: bookUntouched,
    next: 'Date permiso para escribir ahí o copia el libro a una carpeta tuya.',
  },
  'book-no-wal': {
    what: '{file} está en una unidad que no puede llevar un libro vivo (una unidad de red o sincronizada).',
    safe: bookUntouched,
    next: 'Mueve el libro a una carpeta de este equipo; deja las copias de seguridad en la otra unidad.',
  },
  'disk-full': {
    what: 'El disco está lleno ({where}).',
    safe: noHalfEntry,
    next: 'Libera algo de espacio (50 MB bastan) e inténtalo de nuevo.',
  },
  'disk-failing': {
    what: 'El disco no hizo lo que se le pidió ({where}: {detail}).',
    safe: noHalfEntry,
    next: 'Revisa el disco y abre el libro de nuevo; Counterfoil lo comprueba antes de escribir.',
  },
  'outcome-unknown': {
    what: 'El disco falló al guardar, así que aún no sabemos si se guardó.',
    safe: 'La misma petición puede enviarse de nuevo sin duplicar nada.',
    next: 'Inténtalo de nuevo; Counterfoil mira primero si ya está.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;

const ofWriting = {
  'request-reused': {
    what: 'La petición {request} ya se usó antes con otro contenido.',
    safe: 'La anterior queda como está; no se añadió nada.',
    next: 'Envíala con un identificador nuevo.',
  },
  'amount-too-large': {
    what: 'El importe es demasiado grande (como mucho {limit} {currency}).',
    safe: nothingSaved,
    next: 'Escribe un importe menor o divídelo.',
  },
  'amount-invalid': {
    what: '«{text}» no es un importe.',
    safe: nothingSaved,
    next: 'Escríbelo con cifras y una coma decimal, como 120,00.',
  },
  'too-many-decimals': {
    what: '«{text}» tiene más decimales de los que {currency} permite.',
    safe: nothingSaved,
    next: 'Redondéalo a los que tiene {currency}; escribe los millares sin signo, como 1500.',
  },
  'currency-unknown': {
    what: '«{text}» no es una moneda.',
    safe: nothingSaved,
    next: 'Usa un código de tres letras, como USD o EUR.',
  },
  'customer-unknown': {
    what: 'No hay ningún cliente {id} en este libro.',
    safe: nothingSaved,
    next: 'Busca al cliente por su nombre.',
  },
  'payment-unknown': {
    what: 'No hay ningún pago {id} en este libro.',
    safe: nothingSaved,
    next: 'Búscalo por su referencia.',
  },
  'event-invalid': {
    what: 'Esto no se puede anotar: {detail}.',
    safe: nothingSaved,
    next: 'Corrígelo e inténtalo de nuevo.',
  },
  'input-invalid': {
    what: 'No se entendió la petición: {detail}.',
    safe: 'No se hizo nada.',
    next: 'Corrígela e inténtalo de nuevo.',
  },
  'cursor-invalid': {
    what: 'El lugar en la lista ya no es válido.',
    safe: 'No se cambió nada.',
    next: 'Carga la lista de nuevo.',
  },
  'job-running': {
    what: '{job} ya está en marcha.',
    safe: 'Lo que está en marcha sigue; no se inició otro.',
    next: 'Espera a que termine o cancélalo.',
  },
  cancelled: {
    what: 'Lo cancelaste.',
    safe: 'Nada quedó a medias: ni un archivo, ni una parte de un cambio.',
    next: 'Inícialo de nuevo cuando quieras.',
  },
  'file-exists': {
    what: 'Ya hay un archivo en {file}.',
    safe: 'No se cambió.',
    next: 'Elige otro nombre.',
  },
  'path-invalid': {
    what: '{file} no se puede usar: {detail}.',
    safe: 'No se escribió nada.',
    next: 'Elige otro lugar.',
  },
  'file-unreadable': {
    what: '{file} no se puede leer: {detail}.',
    safe: 'No se tomó nada de él.',
    next: 'Revisa cómo se llama y dónde está, o elige otro archivo.',
  },
  'ticket-invalid': {
    what: 'Este enlace de descarga ya se usó o pasó su minuto.',
    safe: 'El archivo exportado sigue ahí.',
    next: 'Pulsa Descargar de nuevo.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;

const ofGateways = {
  'gateway-none': {
    what: 'No hay ninguna pasarela llamada «{gateway}» en este libro.',
    safe: 'No se consultó ni se envió nada.',
    next: 'Elige una que esté conectada, o añádela antes en los ajustes.',
  },
  'key-publishable': {
    what: 'Esta es una clave publicable; hace falta una secreta o restringida.',
    safe: 'No se guardó.',
    next: 'En el panel de {gateway}, copia la clave secreta (sk_…) o, si existe, una restringida (rk_…).',
  },
  'key-malformed': {
    what: 'Esto no parece una clave de {gateway}.',
    safe: 'No se guardó.',
    next: 'Copia de nuevo la clave entera desde el panel.',
  },
  'key-refused': {
    what: '{gateway} rechazó la clave (termina en {last4}): es errónea, está revocada o caducó.',
    safe: cursorKept,
    next: 'Da una clave nueva; la sincronización espera hasta entonces.',
  },
  'key-forbidden': {
    what: 'La clave de {gateway} (termina en {last4}) no puede leer {what}.',
    safe: cursorKept,
    next: 'Da ese permiso a la clave o usa otra.',
  },
  'key-wrong-environment': {
    what: 'Esta es una clave de {found}, y esta pasarela está puesta en {wanted}.',
    safe: 'No se guardó.',
    next: 'Usa la clave del mismo entorno.',
  },
  'gateway-offline': {
    what: 'No se puede llegar a {gateway}.',
    safe: `El libro funciona sin red. ${cursorKept}`,
    next: 'Comprueba la red; la sincronización sigue sola cuando vuelva.',
  },
  'gateway-timeout': {
    what: '{gateway} no respondió en {seconds} segundos.',
    safe: cursorKept,
    next: 'Se intenta de nuevo solo; o pulsa Sincronizar ahora.',
  },
  'gateway-rate-limited': {
    what: '{gateway} pidió ir más despacio.',
    safe: cursorKept,
    next: 'Sigue solo dentro de {seconds} segundos.',
  },
  'gateway-error': {
    what: '{gateway} respondió con un error ({status}: {detail}).',
    safe: cursorKept,
    next: 'Se intenta de nuevo solo; si continúa, pregunta a {gateway}.',
  },
  'gateway-sign-in-page': {
    what: 'Respondió una página de acceso a la red en lugar de {gateway}.',
    safe: cursorKept,
    next: 'Accede a la red en un navegador y pulsa Sincronizar ahora.',
  },
  'gateway-broken-answer': {
    what: 'La respuesta de {gateway} llegó cortada o ilegible (página {page}).',
    safe: cursorKept,
    next: 'Se intenta de nuevo solo.',
  },
  'gateway-answer-too-large': {
    what: 'La respuesta de {gateway} era mayor de {limit} MB y no se leyó.',
    safe: cursorKept,
    next: 'Pulsa Sincronizar ahora; si continúa, pregunta a {gateway}.',
  },
  'gateway-endless-pages': {
    what: '{gateway} no dejaba de enviar páginas; se paró en la página {page}.',
    safe: cursorKept,
    next: 'Pulsa Sincronizar ahora; si continúa, pregunta a {gateway}.',
  },
  'gateway-redirected': {
    what: '{gateway} quiso enviarnos a otra dirección ({host}); se rechazó.',
    safe: cursorKept,
    next: 'Comprueba la red: algo se interpone entre este equipo y {gateway}.',
  },
  'sign-in-needed': {
    what: '{gateway} solo muestra su lista de pagos a una cuenta que inicia sesión, y no se dieron correo ni contraseña.',
    safe: 'No se envió nada.',
    next: 'Añade el correo y la contraseña del panel de {gateway} en los ajustes de la pasarela.',
  },
  'sign-in-refused': {
    what: '{gateway} rechazó el correo o la contraseña.',
    safe: cursorKept,
    next: 'Escríbelos de nuevo como en el panel de {gateway}; las mayúsculas cuentan.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;

export const failures: Record<FailureCode, FailureText> = {
  ...ofTheBook,
  ...ofWriting,
  ...ofGateways,
  ...accountFailures,
  ...askingFailures,
  ...changeFailures,
  ...closingFailures,
  ...exportFailures,
  ...filledInFailures,
  ...importFailures,
  ...statementFailures,
  ...matchingFailures,
  ...invoiceFailures,
  ...paperFailures,
  ...mailFailures,
  ...operatorFailures,
  ...voucherFailures,
  'engine-stopped': {
    what: 'La parte de Counterfoil que lleva el libro se detuvo.',
    safe: 'Todo lo guardado está a salvo.',
    next: 'Arranca de nuevo sola; si no lo hace, cierra y abre Counterfoil.',
  },
  'not-allowed': {
    what: 'Esto no está permitido aquí: {detail}.',
    safe: 'No se hizo nada.',
    next: 'Usa la ventana que abrió Counterfoil.',
  },
  'programmer-error': {
    what: 'Algo en Counterfoil está mal (incidente {incident}).',
    safe: nothingSaved,
    next: 'Inténtalo de nuevo; si continúa, envía el número de incidente con el registro.',
  },
};
