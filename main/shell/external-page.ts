/** Which addresses may be opened in the system's browser: a gateway's own pages, over https, and nothing else. */

const longestAddress = 2048;

/**
 * Gives the address to open, or null when it may not be. `hosts` are exact names, as the gateway declares them; `127.0.0.1:<port>` among
 * them is a simulator of the sample company, and the only thing that is opened without https.
 */
export function externalPage(address: string, hosts: readonly string[]): string | null {
  if (address.length > longestAddress || !URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '' && url.username === '')
    return url.password === '' && hosts.includes(url.host) ? url.href : null;
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  if (url.port !== '' || !hosts.includes(url.hostname)) return null;
  return url.href;
}
