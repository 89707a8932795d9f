/** El texto en español de lo que puede fallar con las cuentas de las pasarelas y los secretos de un libro. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

const nothingChanged = 'No se cambió nada.';

export const accountFailures = {
  'passphrase-needed': {
    what: 'Las claves de este libro están selladas y no se dio la frase de paso.',
    safe: 'No se envió nada.',
    next: 'Desbloquea las claves en los ajustes o da la frase de paso en COUNTERFOIL_PASSPHRASE.',
  },
  'passphrase-wrong': {
    what: 'La frase de paso no abre las claves de este libro.',
    safe: 'No se borró nada.',
    next: 'Inténtalo de nuevo.',
  },
  'passphrase-wait': {
    what: 'Demasiadas frases de paso equivocadas: la siguiente se prueba dentro de {seconds} s.',
    safe: 'No se borró nada.',
    next: 'Espera e inténtalo de nuevo.',
  },
  'secret-damaged': {
    what: 'Una clave sellada de este libro ({owner}) se alteró fuera de Counterfoil y no se puede abrir.',
    safe: 'No se envió nada y todos los pagos están como estaban.',
    next: 'Escribe de nuevo la clave de esa cuenta en los ajustes.',
  },
  'keyring-not-safe': {
    what: 'Este sistema no tiene llavero: cualquiera que lea el disco podría leer una clave guardada aquí.',
    safe: 'No se guardó nada; la frase de paso abre el libro como antes.',
    next: 'Instala y desbloquea un llavero (GNOME Keyring, KWallet) o sigue con la frase de paso.',
  },
  'keyring-refused': {
    what: 'El llavero de este sistema no respondió.',
    safe: 'La frase de paso abre el libro como antes.',
    next: 'Desbloquea el llavero e inténtalo de nuevo.',
  },
  'gateway-paused': {
    what: '{gateway} está en pausa.',
    safe: 'No se envió nada.',
    next: 'Reanúdala primero en los ajustes.',
  },
  'gateway-has-attempts': {
    what: '{gateway} no se puede quitar: de {count} peticiones aún no se sabe el resultado (la primera: {first}).',
    safe: nothingChanged,
    next: 'Búscalas o cancélalas antes en la bandeja de salida; mientras tanto la cuenta puede quedar en pausa.',
  },
  'account-differs': {
    what: 'Esta clave es de la cuenta {found}, no de {wanted}.',
    safe: 'La clave no se guardó.',
    next: 'Usa una clave de la misma cuenta o añade la otra como cuenta propia.',
  },
  'account-known': {
    what: 'Esta cuenta ya está en el libro, como {gateway}.',
    safe: 'La clave no se guardó.',
    next: 'Para darle una clave nueva, usa «Clave nueva» junto a ella en los ajustes.',
  },
  'demo-sandbox-only': {
    what: 'La empresa de muestra solo tiene cuentas simuladas.',
    safe: 'No se envió ni se guardó nada.',
    next: 'Usa cualquier clave de pruebas o crea un libro propio para cuentas reales.',
  },
  'return-page-needed': {
    what: 'Aún no está puesto adónde va el pagador después de la página de la pasarela.',
    safe: 'No se envió ni se guardó nada.',
    next: 'Da en los ajustes, en Después de pagar, la dirección de una página tuya.',
  },
  'web-address-invalid': {
    what: 'Esta no es una dirección web que el navegador del pagador pueda abrir.',
    safe: 'No se guardó nada.',
    next: 'Escríbela entera, con https:// delante.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
