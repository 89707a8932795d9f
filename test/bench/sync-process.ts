/**
 * One first sync in a process of its own, which tells in MB what memory it took: with `--expose-gc` the most that was still in use
 * when rubbish was taken away, looked at after each transaction; without, the most that the process had in all.
 */
import { gatewayKind } from '../../main/gateways/registry';
import { systemClock } from '../../main/kernel/time';
import { simulated } from './simulated';
import { syncOnce } from './sync-once';

const MEBIBYTE = 1024 * 1024;
const [, , provider = '', url = '', payments = '', folder = ''] = process.argv;
const kind = gatewayKind(provider);
if (!kind) throw new Error(`no gateway ${provider}`);
const credentials = simulated[provider]?.credentials ?? {};
const gateway = kind.connect({ credentials, environment: 'sandbox', baseUrl: url, now: () => systemClock.now() });
const { gc } = globalThis;
let inUse = 0;
const look = () => {
  gc?.();
  const { heapUsed, external } = process.memoryUsage();
  inUse = Math.max(inUse, heapUsed + external);
};
await syncOnce(folder, provider, gateway, Number.parseInt(payments, 10), gc ? look : undefined);
const most = gc ? inUse : process.resourceUsage().maxRSS * 1024;
process.send?.({ memory: most / MEBIBYTE }, () => process.exit(0));
