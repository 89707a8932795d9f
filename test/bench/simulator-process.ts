/** A simulated Stripe account in a process of its own, so that its work is not counted as ours. Ends when its parent does. */
import { startStripeSimulator } from '../../main/gateways/stripe/simulator';
import { systemClock } from '../../main/kernel/time';
import { loadedBank } from '../support/loaded-bank';

const charges = Number.parseInt(process.argv[2] ?? '', 10);
const key = process.argv[3] ?? '';
const now = systemClock.now();
const bank = loadedBank(charges, Math.floor(now / 1_000) - 60);
const simulator = await startStripeSimulator({ bank, key, now: () => systemClock.now() });
process.on('disconnect', () => process.exit(0));
process.send?.({ url: simulator.url });
