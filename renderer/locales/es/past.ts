/** Mirar el libro como era. */
export const pastWords = {
  past: {
    open: 'Mirar el libro a fecha de un día',
    openKey: 'Mirar el libro a fecha de un día (D)',
    title: 'El libro como era',
    about:
      'Cada tabla, gráfico y exportación de esta ventana a fecha de un día. Mirar no cambia nada; los nombres de personas y los ajustes son los de hoy.',
    asOf: 'A fecha de',
    asOfHint: 'Solo lo que cuenta hasta el final de ese día hábil. Vacío: todo lo que se sabía.',
    knownOn: 'Como se sabía el',
    knownOnHint: 'Solo lo que el libro había aprendido hasta el final de ese día. Vacío: lo que sabe ahora.',
    notADay: 'Un día hasta hoy.',
    show: 'Mostrar',
    making: 'Componiendo el libro como era',
    banner: 'El libro como era',
    shown: 'A fecha de {day}, como se sabía el {known}.',
    shownKnown: 'Como se sabía el {known}.',
    noDeeds: 'Estás mirando el pasado: aquí no se puede cambiar nada.',
    mayNot: 'Esta ventana muestra el pasado: vuelve a ahora para hacerlo.',
    unplaced: {
      one: '{count} evento no pudo colocarse: su dinero cuenta y ninguna fila lo muestra.',
      other: '{count} eventos no pudieron colocarse: su dinero cuenta y ninguna fila los muestra.',
    },
    filterAsOf: 'a fecha de {day}',
    filterKnown: 'como se sabía el {known}',
    back: 'Volver a ahora',
  },
} as const;
