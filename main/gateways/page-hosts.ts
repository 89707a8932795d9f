/** From which hosts a gateway's page may be opened: those that it declares; in the sample company also its simulator's own. */
import { gatewayKind } from './registry';

/** `key`: the account's. `isDemo`: the book is the sample company, whose links lead to simulators on this machine. */
export function pageHosts(key: string, link: string, isDemo: boolean): string[] {
  const hosts = [...(gatewayKind(key)?.allowedHosts ?? [])];
  const url = isDemo ? URL.parse(link) : null;
  return url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '' ? [...hosts, url.host] : hosts;
}
