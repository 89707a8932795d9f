/** The one address of the page in Electron. A scheme of our own: nothing is read from `file:` or fetched over http. */
export const pageScheme = 'app';
const pageHost = 'counterfoil';
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageAddress = `${pageOrigin}/`;

/** Whether an address is the page itself, by its parsed parts: `app://counterfoil.evil` and `app://counterfoil@evil` are not. */
export function isPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${pageScheme}:` && host === pageHost && username === '' && password === '';
}
