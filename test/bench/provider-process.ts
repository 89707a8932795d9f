/** A simulated account of one of the other gateways, in a process of its own. Ends when its parent does. */
import { simulated } from './simulated';

const [, , provider = '', payments = ''] = process.argv;
const started = await simulated[provider]?.start(Number.parseInt(payments, 10));
if (!started) throw new Error(`no simulator of ${provider}`);
process.on('disconnect', () => process.exit(0));
process.send?.({ url: started.url });
