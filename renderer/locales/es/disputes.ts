/** Disputas: hasta cuándo, qué se responde y qué fue de ello. */
export const disputeWords = {
  dispute: {
    due: 'Responde antes del {time}, {when}.',
    dueWas: 'La respuesta vencía el {time}.',
    answer: 'Responder a la disputa',
    elsewhere: 'Responde en el panel de {gateway}: desde aquí no admite respuestas.',
    text: 'Por qué el pago es correcto',
    textHint: 'Lo lee el banco. Su motivo: {reason}.',
    clear: 'Quitar: {part}',
    choose: 'Elegir un archivo',
    needsFile: '{gateway} pide al menos uno.',
    limits: 'PDF, PNG o JPEG, 4,5 MB como mucho en total. Sin números de tarjeta.',
    once: 'Se envía una sola vez: {gateway} lo pasa al banco y no admite otra.',
    decides: 'Decide el banco; hasta entonces {amount} {currency} siguen retenidos.',
    deed: 'Enviar la respuesta',
    whatWasSent: { one: 'Lo que se envió, con {count} archivo', other: 'Lo que se envió, con {count} archivos' },
  },
  evidencePart: {
    receipt: 'Recibo o factura',
    communication: 'Conversación con el cliente',
    service: 'Prueba del servicio',
    other: 'Otra cosa',
  },
  answerState: {
    sending: 'La respuesta se está enviando a {gateway} ({time}).',
    unknown: 'La respuesta se envió a {gateway} ({time}) y no volvió nada. No envíes otra; se consulta.',
    sent: '{gateway} tiene la respuesta ({time}).',
    refused: '{gateway} no admitió la respuesta {time}. Nada se envió al banco.',
  },
} as const;
