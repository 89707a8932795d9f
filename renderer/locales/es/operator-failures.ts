/** El texto en español de lo que puede fallar con los operadores: entrar, los derechos y lo que espera a otra persona. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothingChanged = 'No se cambió nada.';

export const operatorFailures = {
  'operator-locked': {
    what: 'Nadie ha iniciado sesión aquí.',
    safe: nothingChanged,
    next: 'Inicia sesión; en la línea de órdenes di quién eres con --operator.',
  },
  'operator-none': {
    what: 'Este libro no tiene operadores.',
    safe: nothingChanged,
    next: 'Añade primero un administrador en los ajustes.',
  },
  'operator-unknown': {
    what: 'No hay un operador {name}, o ya no lo hay.',
    safe: nothingChanged,
    next: 'Mira los operadores en los ajustes.',
  },
  'operator-exists': {
    what: 'El nombre {name} es o fue de un operador de este libro.',
    safe: nothingChanged,
    next: 'Elige otro: un nombre que consta en el diario nunca pasa a otra persona.',
  },
  'operator-first-administrator': {
    what: 'El primer operador de un libro debe ser administrador.',
    safe: nothingChanged,
    next: 'Añade al administrador y después a los demás.',
  },
  'operator-last-administrator': {
    what: '{name} es el último administrador de este libro.',
    safe: nothingChanged,
    next: 'Haz primero administrador a otra persona.',
  },
  'sign-in-wrong': {
    what: 'La frase de paso no es la de {name}.',
    safe: nothingChanged,
    next: 'Inténtalo de nuevo; un administrador puede restablecerla.',
  },
  'sign-in-wait': {
    what: 'Hubo demasiados intentos fallidos.',
    safe: nothingChanged,
    next: 'Espera {seconds} segundos e inténtalo de nuevo.',
  },
  'not-allowed-role': {
    what: 'El rol {role} no tiene este derecho.',
    safe: nothingChanged,
    next: 'Pídelo a un operador que lo tenga, o cambia de operador.',
  },
  'pin-needed': {
    what: 'Para aprobar hace falta tu PIN.',
    safe: nothingChanged,
    next: 'Escríbelo y aprueba de nuevo.',
  },
  'pin-wrong': {
    what: 'Este no es tu PIN.',
    safe: 'La solicitud sigue en espera.',
    next: 'Inténtalo de nuevo.',
  },
  'approval-needed': {
    what: 'Por encima de {limit} {currency} hace falta otro operador.',
    safe: nothingChanged,
    next: 'Envíalo como solicitud.',
  },
  'approval-own': {
    what: '{name} lo pidió, así que debe aprobarlo otra persona.',
    safe: 'La solicitud sigue en espera.',
    next: 'Pide a otro operador que la mire, o retírala.',
  },
  'approval-unknown': {
    what: 'No hay tal solicitud ({id}).',
    safe: nothingChanged,
    next: 'Actualiza la lista de solicitudes.',
  },
  'approval-answered': {
    what: 'Esta solicitud ya no está en espera.',
    safe: nothingChanged,
    next: 'Actualiza la lista de solicitudes.',
  },
  'refund-needs-reason': {
    what: 'El crédito solo sale como efectivo por dos operadores, y el segundo debe leer por qué.',
    safe: nothingChanged,
    next: 'Escribe el motivo y vuelve a pedirlo; otro operador lo encuentra en Solicitudes.',
  },
  'attachment-file': {
    what: '«{name}» no se puede adjuntar: sí un PDF, un PNG, un JPEG o un texto sin formato.',
    safe: nothingChanged,
    next: 'Elige otro archivo, o haz un PDF con él.',
  },
  'attachment-many': {
    what: 'Un ajuste admite {most} archivos como mucho, 4,5 MB entre todos.',
    safe: nothingChanged,
    next: 'Quita alguno, o hazlos más pequeños.',
  },
  'attachment-card': {
    what: '«{name}» contiene lo que parece el número de una tarjeta, que no debe estar en un libro.',
    safe: nothingChanged,
    next: 'Quítalo del archivo y vuelve a adjuntarlo.',
  },
  'attachment-gone': {
    what: 'El archivo adjunto «{name}» ya no está en este libro, o no es el que se adjuntó.',
    safe: nothingChanged,
    next: 'Comprueba el libro: nombra cada archivo así. Una copia de seguridad puede tenerlo.',
  },
  'adjustment-unknown': {
    what: 'No hay tal ajuste ({id}).',
    safe: nothingChanged,
    next: 'Actualiza la página del cliente.',
  },
  'adjustment-reversed': {
    what: 'Este ajuste ya se anuló.',
    safe: nothingChanged,
    next: 'Mira los ajustes del cliente.',
  },
  'adjustment-expired': {
    what: 'No queda nada de este ajuste por anular: caducó.',
    safe: nothingChanged,
    next: 'Haz un ajuste nuevo si el cliente debe tener más o menos.',
  },
  'adjustment-limit': {
    what: 'Un ajuste es como mucho de {limit} {currency}.',
    safe: nothingChanged,
    next: 'Revisa el importe; si de verdad es mayor, hacen falta varios ajustes.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
