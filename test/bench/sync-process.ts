/** One first sync in a process of its own, which tells the most memory that it had, in MB: nothing else is counted with it. */
import { gatewayKind } from '../../main/gateways/registry';
import { systemClock } from '../../main/kernel/time';
import { simulated } from './simulated';
import { syncOnce } from './sync-once';

const [, , provider = '', url = '', payments = '', folder = ''] = process.argv;
const kind = gatewayKind(provider);
if (!kind) throw new Error(`no gateway ${provider}`);
const credentials = simulated[provider]?.credentials ?? {};
const gateway = kind.connect({ credentials, environment: 'sandbox', baseUrl: url, now: () => systemClock.now() });
await syncOnce(folder, provider, gateway, Number.parseInt(payments, 10));
process.send?.({ mostMemory: process.resourceUsage().maxRSS / 1024 }, () => process.exit(0));
