/** The words of the menu and of its dialogs, in the languages that the window has whole. */

const english = {
  file: 'File',
  newBook: 'New book…',
  openBook: 'Open book…',
  demo: 'Open the demo company',
  quit: 'Quit Counterfoil',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  books: 'Counterfoil books',
  create: 'Create',
  tryAgain: 'Try again',
  changedTitle: 'Counterfoil was changed after it was built, and does not start.',
  changed:
    'Nothing was opened; your books are as they were. Install Counterfoil again from where you had it. Changed or missing:',
};
export type MenuText = typeof english;

const spanish: MenuText = {
  file: 'Archivo',
  newBook: 'Nuevo libro…',
  openBook: 'Abrir libro…',
  demo: 'Abrir la empresa de muestra',
  quit: 'Salir de Counterfoil',
  edit: 'Editar',
  view: 'Ver',
  window: 'Ventana',
  books: 'Libros de Counterfoil',
  create: 'Crear',
  tryAgain: 'Volver a intentar',
  changedTitle: 'Counterfoil se modificó después de compilarse y no se inicia.',
  changed:
    'No se abrió nada; los libros están como estaban. Instale Counterfoil de nuevo desde su origen. Modificado o ausente:',
};

/** `locale` as the system names it, such as `es-MX`. */
export function menuText(locale: string): MenuText {
  return locale.toLowerCase().startsWith('es') ? spanish : english;
}
