/** The only place that opens the system's browser. */
import { shell } from 'electron';
import { externalPage } from '../external-page';

/** Resolves with whether the page was one of the gateway's own and was handed over. */
export async function openExternal(address: string, hosts: readonly string[]): Promise<boolean> {
  const page = externalPage(address, hosts);
  if (page === null) return false;
  await shell.openExternal(page);
  return true;
}
