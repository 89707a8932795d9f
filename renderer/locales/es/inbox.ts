/** Avisos: qué fue de lo que se esperaba y qué impide sincronizar. */
export const inboxWords = {
  inbox: {
    title: 'Avisos',
    unread: { one: 'Avisos, {count} sin leer', other: 'Avisos, {count} sin leer' },
    none: 'Nada que contar todavía',
    noneWhat: 'Cuando llega o falla un pago que se espera, o una pasarela pide atención, aparece aquí.',
    allRead: 'Marcar todo como leído',
    markRead: 'Marcar como leído',
    system: 'También como notificación del sistema, mientras esta ventana no está delante',
    many: { one: '{count} aviso nuevo', other: '{count} avisos nuevos' },
    someone: 'un cliente desconocido',
  },
  noticeTitle: {
    'payment-completed': 'Pagado',
    'payment-cancelled': 'No pagado',
    'payment-returned': 'Devuelto',
    'refund-failed': 'Reembolso fallido',
    'dispute-opened': 'En disputa',
    'attempt-not-found': 'Decide en la bandeja de salida',
    'key-refused': 'Clave rechazada',
    'sync-stuck': 'Sin sincronizar',
  },
  noticeText: {
    'payment-completed': '{who} ha pagado {sum}.',
    'payment-cancelled': '{sum} de {who} no se han pagado: {why}.',
    'payment-returned': '{sum} de {who} se han devuelto: {why}.',
    'refund-failed': 'Un reembolso de {sum} a {who} ha fallado. El dinero está aquí otra vez.',
    'dispute-opened': '{who} disputa {sum}: {why}.',
    'attempt-not-found': '{gateway} no tiene nada de los {sum} pedidos a {who}. Decide en la bandeja de salida.',
    'key-refused': '{gateway} ha rechazado su clave. No se trae nada hasta que tenga una nueva.',
    'sync-stuck': '{gateway} no se sincroniza desde hace un rato. {why}',
  },
} as const;
