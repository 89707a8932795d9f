/** El texto en español de lo que puede fallar con los avisos por correo. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

export const mailFailures = {
  'mail-off': {
    what: 'Los avisos por correo no están configurados o están desactivados.',
    safe: 'No se envió nada.',
    next: 'Configúralos en los ajustes, en Avisos por correo.',
  },
  'mail-host-invalid': {
    what: '«{host}» no es el nombre de un servidor de correo.',
    safe: 'No se guardó nada.',
    next: 'Escribe el nombre que te da tu proveedor, como smtp.example.com.',
  },
  'mail-address-invalid': {
    what: '«{address}» no es una dirección de correo.',
    safe: 'No se guardó ni se envió nada.',
    next: 'Escribe una sola dirección, como facturacion@example.com.',
  },
  'mail-password-plain': {
    what: 'Sin cifrado, la contraseña viajaría a {host} a la vista de todos.',
    safe: 'No se guardó nada.',
    next: 'Elige STARTTLS o TLS, o deja vacío el nombre de usuario.',
  },
  'mail-password-needed': {
    what: 'No hay contraseña para {user}.',
    safe: 'No se guardó nada.',
    next: 'Escribe la contraseña, o deja vacío el nombre de usuario si el servidor no la pide.',
  },
  'mail-unreachable': {
    what: 'No se pudo llegar al servidor de correo {host} ({detail}).',
    safe: 'No se envió nada; lo pendiente sigue en la cola.',
    next: 'Comprueba su nombre, el puerto y la red.',
  },
  'mail-timeout': {
    what: 'El servidor de correo {host} no respondió a tiempo ({detail}).',
    safe: 'No se envió nada; lo pendiente sigue en la cola.',
    next: 'Comprueba el puerto y el cifrado, o inténtalo más tarde.',
  },
  'mail-tls': {
    what: 'No se pudo cifrar la conexión con {host} ({detail}).',
    safe: 'No se envió nada y no se dijo la contraseña.',
    next: 'Comprueba el cifrado y el puerto. Si el servidor tiene un certificado propio, pregunta a su administrador.',
  },
  'mail-sign-in-refused': {
    what: '{host} rechazó el usuario o la contraseña ({detail}).',
    safe: 'No se envió nada; lo pendiente sigue en la cola.',
    next: 'Escríbelos de nuevo en los ajustes. Muchos proveedores piden una contraseña para programas.',
  },
  'mail-refused': {
    what: '{host} rechazó el mensaje: «{detail}».',
    safe: 'No se envió.',
    next: 'Corrige lo que dice el servidor y envíalo de nuevo.',
  },
  'mail-later': {
    what: '{host} no acepta el mensaje por ahora: «{detail}».',
    safe: 'No se envió y sigue en la cola.',
    next: 'Se intentará de nuevo por sí solo.',
  },
  'mail-unsure': {
    what: 'Se perdió la conexión con {host} mientras se entregaba el mensaje ({detail}).',
    safe: 'Puede que se haya enviado. No se envía otra vez por sí solo.',
    next: 'Pregunta si llegó antes de enviarlo de nuevo.',
  },
  'mail-placeholder-unknown': {
    what: '«{{placeholder}}» no se conoce aquí.',
    safe: 'El texto no se guardó.',
    next: 'Usa uno de estos: {known}.',
  },
  'mail-unknown': {
    what: 'En este libro no hay ningún aviso {id}.',
    safe: 'No se envió nada.',
    next: 'Mira otra vez la lista de avisos.',
  },
  'mail-still-queued': {
    what: 'Este aviso aún espera a ser enviado.',
    safe: 'No se puso en la cola dos veces.',
    next: 'Espera a que se envíe, o cancélalo.',
  },
  'mail-not-queued': {
    what: 'Este aviso ya no espera.',
    safe: 'No se cambió nada.',
    next: 'Mira qué fue de él.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
