/** El texto en español de lo que puede fallar al exportar. */
import type { FailureCode, FailureText } from '../../../main/kernel/failure';

export const exportFailures = {
  'export-failed': {
    what: 'No se pudo escribir la exportación en {file}: {detail}.',
    safe: 'No quedó ningún archivo a medias; el libro no se cambió.',
    next: 'Elige otra carpeta o libera espacio, y exporta de nuevo.',
  },
  'export-not-again': {
    what: 'Esta exportación no se puede repetir: {detail}.',
    safe: 'No se escribió nada, y el archivo que hizo no se tocó.',
    next: 'Exporta la lista de nuevo; desde entonces se podrá comparar.',
  },
  'export-too-large': {
    what: 'Un archivo de hoja de cálculo no puede contener {detail}.',
    safe: 'No se escribió nada, en vez de una parte.',
    next: 'Expórtalo como CSV, que no tiene ese límite.',
  },
} satisfies Partial<Record<FailureCode, FailureText>>;
