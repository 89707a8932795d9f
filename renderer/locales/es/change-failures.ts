/** El texto en español de lo que puede fallar con clientes a mano, con muchos cambios a la vez y al deshacerlos. */
import type { BuiltWords } from '../../../main/kernel/built-on';
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothingChanged = 'No se cambió nada.';

export const changeFailures = {
  'customer-not-settled': {
    what: 'Este cliente todavía tiene crédito, debe algo o tiene un pago Pendiente.',
    safe: nothingChanged,
    next: 'Deja sus saldos a cero y cancela o termina lo que esté Pendiente; después, archívalo.',
  },
  'person-changed': {
    what: 'Otra persona ha cambiado lo mismo desde que se abrió esto.',
    safe: nothingChanged,
    next: 'Ciérralo, mira lo que hay ahora y cámbialo de nuevo donde aún haga falta.',
  },
  'customer-merged': {
    what: 'Este cliente se fusionó con otro: {survivor}.',
    safe: nothingChanged,
    next: 'Abre ese cliente y hazlo allí.',
  },
  'merge-into-archived': {
    what: 'El cliente que se queda está archivado.',
    safe: nothingChanged,
    next: 'Sácalo antes del archivo, o conserva el otro.',
  },
  'merge-waits': {
    what: 'Algo de estos clientes sigue en curso: solicitudes que esperan a un segundo operador ({requests}) o llamadas a una pasarela que no han terminado ({attempts}).',
    safe: nothingChanged,
    next: 'Responde las solicitudes y mira la bandeja de salida; después, fusiona.',
  },
  'merge-built-on': {
    what: 'Desde que se fusionaron estos clientes se hizo algo sobre ello: {items}.',
    safe: 'Siguen siendo un solo cliente; no se cambió nada.',
    next: 'Deshaz esto antes, lo más reciente primero, o deja los clientes fusionados.',
  },
  'nothing-to-change': {
    what: 'Ya está así.',
    safe: nothingChanged,
    next: 'No hay nada que hacer.',
  },
  'changed-since': {
    what: 'Se ha vuelto a cambiar desde entonces.',
    safe: 'Queda como está ahora.',
    next: 'Míralo y cámbialo a mano si debe ser de otro modo.',
  },
  'changed-since-preview': {
    what: 'Algo ha cambiado desde que se miró esto.',
    safe: nothingChanged,
    next: 'Vuelve a mirar la lista y después aplícala.',
  },
  'not-undoable': {
    what: 'Esto no se puede deshacer.',
    safe: 'Queda como está.',
    next: 'Corrígelo con lo que lo anula en el negocio: una devolución, un abono, un ajuste.',
  },
  'invoice-void-stands': {
    what: 'Una factura anulada sigue anulada: su número se emitió y se retiró, y un documento retirado no vuelve a ser válido.',
    safe: 'Sigue anulada, y su número sigue usado.',
    next: 'Emite una factura nueva con las mismas líneas, con su propio número.',
  },
  'voucher-void-stands': {
    what: 'Un vale anulado sigue anulado: a quien tiene el código se le dijo que no vale nada, y el dinero de uno vendido se devolvió o se retuvo.',
    safe: 'Sigue anulado.',
    next: 'Emite un vale nuevo, o ajusta el crédito del cliente.',
  },
  'receipt-matched': {
    what: 'Desde que se marcó como recibido, se concilió con una línea del banco.',
    safe: 'Sigue recibido.',
    next: 'Deshaz antes esa conciliación.',
  },
  'receipt-returned': {
    what: 'Desde que se marcó como recibido, se reembolsó o se disputó.',
    safe: 'Sigue recibido.',
    next: 'Mira sus reembolsos y disputas.',
  },
  'receipt-spent': {
    what: 'El crédito que trajo ya se ha gastado.',
    safe: 'Sigue recibido.',
    next: 'Deshaz antes aquello en que se gastó, o ajusta el crédito del cliente.',
  },
  'applied-credited': {
    what: 'Desde que se pagó con crédito, una nota de abono devolvió parte de ese crédito.',
    safe: 'Lo que queda sigue pagado con crédito.',
    next: 'Emite una nota de abono por el resto, si también debe volver.',
  },
  'applied-expired': {
    what: 'Usó crédito concedido, y desde entonces caducó crédito concedido de este cliente: si volviera ahora, no caducaría nunca.',
    safe: 'La factura sigue pagada con crédito.',
    next: 'Emite una nota de abono, o ajusta el crédito del cliente.',
  },
  'approval-stands': {
    what: 'Una segunda persona lo aprobó, y lo que permitió ya se recibió o se pagó.',
    safe: 'Queda como está.',
    next: 'Reembolsa el pago, o ajusta el crédito del cliente.',
  },
  'not-in-bulk': {
    what: '{gateway} conoce este pago: se cancela allí, de uno en uno.',
    safe: nothingChanged,
    next: 'Abre el pago y cancélalo.',
  },
  'not-received-by-hand': {
    what: '{gateway} conoce este pago y dice por sí misma cuándo está pagado. Solo las transferencias se marcan como recibidas.',
    safe: nothingChanged,
    next: 'Abre el pago y compruébalo ahora.',
  },
  'change-set-unknown': {
    what: 'No hay tal conjunto de cambios en este libro.',
    safe: nothingChanged,
    next: 'Mira la lista de cambios.',
  },
  'change-set-undone': {
    what: 'Este conjunto de cambios ya se deshizo.',
    safe: nothingChanged,
    next: 'No hay nada más que hacer.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;

/** Lo que impide deshacer algo, por partes. */
export const spanishBuiltWords: BuiltWords = {
  payment: 'pago',
  invoice: 'factura',
  adjustment: 'ajuste',
  saved_method: 'método guardado',
  arrived: 'pago nuevo',
  payer: 'uso de uno de sus pagadores',
  attempt: 'una llamada a una pasarela que no ha terminado',
  customer: 'el que queda se fusionó a su vez',
  'credit-granted': 'se gastó crédito concedido, de',
  'credit-voucher': 'se gastó crédito de vales, de',
  'credit-paid': 'se gastó crédito pagado, de',
  receivable: 'se saldó lo que se debía, de',
  more: '…',
};
