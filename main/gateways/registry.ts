/** Every gateway, one line each; and which of them an account's key belongs to. */
import type { GatewayKind } from './gateway';
import { nowpayments } from './nowpayments/index';
import { paypal } from './paypal/index';
import { paystack } from './paystack/index';
import { razorpay } from './razorpay/index';
import { stripe } from './stripe/index';

export const gatewayKinds: readonly GatewayKind[] = [stripe, paypal, nowpayments, razorpay, paystack];

const numbered = /^(.+)-([1-9]\d{0,3})$/;

/** `key`: an account's key (`stripe`, `stripe-2`), of which a provider's own name is the first. */
export function gatewayKind(key: string): GatewayKind | undefined {
  const kindOf = (name: string | undefined) => gatewayKinds.find((kind) => kind.provider === name);
  return kindOf(key) ?? kindOf(numbered.exec(key)?.[1]);
}

/**
 * How an account is called: as people named it (`given`, by its key), else as its provider is, with its number from the second on.
 * Empty for what is no gateway.
 */
export function gatewayLabel(key: string, given: ReadonlyMap<string, string>): string {
  const kind = gatewayKind(key);
  const number = kind && kind.provider !== key ? ` ${numbered.exec(key)?.[2] ?? ''}` : '';
  return given.get(key) ?? (kind ? `${kind.label}${number}` : '');
}

/** The key of a provider's next account, `taken` being those that there are or ever were. */
export function nextAccountKey(provider: string, taken: ReadonlySet<string>): string {
  if (!taken.has(provider)) return provider;
  for (let n = 2; ; n++) if (!taken.has(`${provider}-${n}`)) return `${provider}-${n}`;
}

/**
 * From which hosts a gateway's page may be opened: those that it declares; in the sample company (`isDemo`) also its simulator's own, at
 * its port on this machine. `key`: the account's.
 */
export function pageHosts(key: string, link: string, isDemo: boolean): string[] {
  const hosts = [...(gatewayKind(key)?.allowedHosts ?? [])];
  const url = isDemo ? URL.parse(link) : null;
  return url?.protocol === 'http:' && url.hostname === '127.0.0.1' && url.port !== '' ? [...hosts, url.host] : hosts;
}
