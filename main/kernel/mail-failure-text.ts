/** The English text of what can fail with notices by e-mail. */
import type { FailureCode, FailureText } from './failure';

export const mailFailureText = {
  'mail-off': {
    what: 'Notices by e-mail are not set up in this book, or are turned off.',
    safe: 'Nothing was sent.',
    next: 'Set them up in the settings, under Notices by e-mail.',
  },
  'mail-host-invalid': {
    what: '“{host}” is not the name of a mail server.',
    safe: 'Nothing was saved.',
    next: 'Write its name as your mail provider gives it, such as smtp.example.com.',
  },
  'mail-address-invalid': {
    what: '“{address}” is not one e-mail address.',
    safe: 'Nothing was saved or sent.',
    next: 'Write one plain address, such as billing@example.com.',
  },
  'mail-password-plain': {
    what: 'Without encryption, the password would travel to {host} for everybody on the way to read.',
    safe: 'Nothing was saved.',
    next: 'Choose STARTTLS or TLS, or leave the user name empty.',
  },
  'mail-password-needed': {
    what: 'There is no password for {user}.',
    safe: 'Nothing was saved.',
    next: 'Enter the password, or leave the user name empty if the server wants no sign-in.',
  },
  'mail-unreachable': {
    what: 'The mail server {host} could not be reached ({detail}).',
    safe: 'Nothing was sent; what is due stays in the queue.',
    next: 'Check its name and port, and the network.',
  },
  'mail-timeout': {
    what: 'The mail server {host} did not answer in time ({detail}).',
    safe: 'Nothing was sent; what is due stays in the queue.',
    next: 'Check its port and how the connection is encrypted, or try again later.',
  },
  'mail-tls': {
    what: 'No encrypted connection to {host} could be made ({detail}).',
    safe: 'Nothing was sent, and the password was not told.',
    next: 'Check the encryption and the port. If the server has a certificate of its own making, ask its administrator.',
  },
  'mail-sign-in-refused': {
    what: '{host} refused the user name or the password ({detail}).',
    safe: 'Nothing was sent; what is due stays in the queue.',
    next: 'Enter them again in the settings. Many providers want a password made for programs.',
  },
  'mail-refused': {
    what: '{host} refused the message: “{detail}”.',
    safe: 'It was not sent.',
    next: 'Correct what the server names, then send it again.',
  },
  'mail-later': {
    what: '{host} does not take the message at present: “{detail}”.',
    safe: 'It was not sent, and stays in the queue.',
    next: 'It is tried again by itself.',
  },
  'mail-unsure': {
    what: 'The connection to {host} was lost while the message was being handed over ({detail}).',
    safe: 'It may have been sent. It is not sent again by itself.',
    next: 'Ask whether it arrived before you send it again.',
  },
  'mail-placeholder-unknown': {
    what: '“{{placeholder}}” is not known here.',
    safe: 'The text was not saved.',
    next: 'Use one of these: {known}.',
  },
  'mail-unknown': {
    what: 'There is no notice {id} in this book.',
    safe: 'Nothing was sent.',
    next: 'Look at the list of notices again.',
  },
  'mail-still-queued': {
    what: 'This notice is still waiting to be sent.',
    safe: 'It was not queued twice.',
    next: 'Wait until it has been sent, or cancel it.',
  },
  'mail-not-queued': {
    what: 'This notice does not wait any more.',
    safe: 'Nothing was changed.',
    next: 'Look at what became of it.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
