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
};

/** `locale` as the system names it, such as `es-MX`. */
export function menuText(locale: string): MenuText {
  return locale.toLowerCase().startsWith('es') ? spanish : english;
}
