/** Lo que acompaña a la conciliación: la prueba del ingreso, el dinero sin dueño y lo que los clientes dicen haber pagado. */
import type { Locale } from '../say';

export const matchingDeskWords: Pick<Locale, 'proof' | 'proofKind'> = {
  proof: {
    title: 'Prueba del ingreso',
    holds: 'Cuadra: no falta nada.',
    holdsNot: 'Todavía no cuadra: mira qué falta.',
    noLine: 'El banco no lo ha mostrado todavía.',
    direct: 'Llegó al banco por sí mismo',
    sums: 'Sumas',
    charges: 'Cobros',
    fees: 'Comisiones',
    refunds: 'Devoluciones',
    disputes: 'Disputas',
    booked: 'Registrado con ello',
    missing: 'No está en el libro',
    net: 'Neto',
    exchanged: 'Cambiado: lo que muestra el banco',
    movements: 'Movimientos',
    day: 'Día',
    what: 'Qué',
    gross: 'Bruto',
    fee: 'Comisión',
    more: {
      one: '{count} movimiento más está en los archivos.',
      other: '{count} movimientos más están en los archivos.',
    },
  },
  proofKind: {
    charge: 'Cobro',
    refund: 'Devolución',
    dispute: 'Disputa',
    'dispute-won': 'Disputa ganada',
    booked: 'Registrado',
  },
};
