/** El texto en español de lo que puede fallar con los meses cerrados y los paquetes que los sellan. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothingChanged = 'No se cambió nada.';

export const closingFailures = {
  'period-closed': {
    what: 'El {day} está en un mes cerrado: todo hasta el {closed} está sellado.',
    safe: 'No se guardó nada.',
    next: 'Elige el {open} o un día posterior; o haz que se reabra el mes en Cierre, con un motivo y un segundo operador.',
  },
  'period-not-over': {
    what: '{period} no puede cerrarse antes de que acabe: su último día es el {day}.',
    safe: nothingChanged,
    next: 'Ciérralo a partir del día siguiente.',
  },
  'period-closed-before': {
    what: '{period} ya está cerrado.',
    safe: nothingChanged,
    next: 'No hay nada que hacer.',
  },
  'period-not-closed': {
    what: '{period} no está cerrado.',
    safe: nothingChanged,
    next: 'No hay nada que reabrir.',
  },
  'period-not-last': {
    what: '{period} no es el último mes cerrado: ese es {last}.',
    safe: nothingChanged,
    next: 'Reabre antes {last}; los meses se reabren del último hacia atrás.',
  },
  'period-waits': {
    what: 'Ya se pidió algo para {period} y espera a un segundo operador.',
    safe: nothingChanged,
    next: 'Haz que se apruebe o se rechace en Cierre.',
  },
  'period-open-checks': {
    what: 'No todo lo de la lista de {period} está hecho: {open}.',
    safe: nothingChanged,
    next: 'Termínalo; o cierra de todos modos y di por qué.',
  },
  'period-needs-two': {
    what: 'Hacen falta dos operadores para cerrar un mes o reabrirlo.',
    safe: nothingChanged,
    next: 'Pídelo; después, que lo apruebe otro operador.',
  },
  'period-request-unknown': {
    what: 'No hay tal solicitud en este libro.',
    safe: nothingChanged,
    next: 'Mira la lista en Cierre.',
  },
  'period-unknown': {
    what: '«{text}» no es un mes de este libro.',
    safe: nothingChanged,
    next: 'Escribe el mes así: 2026-10.',
  },
  'late-answered': {
    what: 'Este movimiento tardío ya se respondió, o no lo es.',
    safe: nothingChanged,
    next: 'Mira la lista de movimientos tardíos.',
  },
  'bundle-unreadable': {
    what: '{file} no es un paquete escrito por Counterfoil, o no está entero: {detail}.',
    safe: 'No se tomó nada de él.',
    next: 'Pide el archivo otra vez, o haz que el libro lo escriba de nuevo.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
