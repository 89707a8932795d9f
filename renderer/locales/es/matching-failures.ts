/** El texto en español de lo que puede estar mal en conciliaciones, reclamaciones y excepciones. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

export const matchingFailures = {
  'match-unknown': {
    what: 'Esa conciliación no existe, o se deshizo.',
    safe: 'No se cambió nada.',
    next: 'Mira la línea del banco: dice qué la explica.',
  },
  'match-unbalanced': {
    what: 'Las líneas del banco y lo que las explica suman distinto.',
    safe: 'No se concilió nada.',
    next: 'Añade o quita hasta que la diferencia sea cero, o registra el resto como comisión.',
  },
  'match-taken': {
    what: 'Ya está conciliado con otra línea del banco.',
    safe: 'No se concilió nada.',
    next: 'Deshaz primero esa conciliación, o elige otra cosa.',
  },
  'match-item-gone': {
    what: 'Lo que elegiste ya no está, o ahora es de otro importe.',
    safe: 'No se concilió nada.',
    next: 'Vuelve a mirar la lista: muestra lo que el libro tiene ahora.',
  },
  'match-built-on': {
    what: 'El pago que esta conciliación completó se devolvió, se disputó o cambió después.',
    safe: 'La conciliación queda como está.',
    next: 'Deshaz primero lo que vino después.',
  },
  'receipt-not-open': {
    what: 'Este cobro ya se asignó a un cliente o se devolvió.',
    safe: 'Queda como está.',
    next: 'Mira la lista de cobros sin dueño.',
  },
  'claim-not-open': {
    what: 'Esta reclamación ya está cerrada.',
    safe: 'Queda como está.',
    next: 'Mira la lista de reclamaciones.',
  },
  'rule-not-automatic': {
    what: 'Esta regla habría contradicho a una persona {count} veces.',
    safe: 'Sigue esperando a una persona cada vez.',
    next: 'Mira esos casos, haz la regla más estrecha, o confirma que la quieres.',
  },
  'exception-unknown': {
    what: 'Esa excepción no existe (ya).',
    safe: 'No se cambió nada.',
    next: 'Vuelve a mirar la cola.',
  },
  'proof-unknown': {
    what: 'El libro no tiene ninguna línea de banco ni liquidación {of}.',
    safe: 'No se escribió nada.',
    next: 'Toma el identificador de una línea de banco, o el de una liquidación aquí o en su pasarela.',
  },
  'proof-nothing': {
    what: 'Nada explica todavía esta línea del banco.',
    safe: 'No se escribió nada.',
    next: 'Concíliala primero, y después compruébala.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
