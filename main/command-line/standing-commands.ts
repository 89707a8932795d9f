/** `run`: what the app does by itself while it is open, without a window, for a scheduler or a server. */
import { setTimeout as pause } from 'node:timers/promises';
import type { ChargePass } from '../features/charges/contract';
import type { SyncResult } from '../features/sync/contract';
import { Failure } from '../kernel/failure';
import { isoTime, systemClock } from '../kernel/time';
import { type Command, follow, type Use, wholeNumber } from './command';
import type { Api } from './engine';
import { failureOf } from './exit';

const MINUTE_MS = 60_000;
/** A day: whoever wants it more rarely starts it by a scheduler, with --once. */
const MOST_MINUTES = 1_440;

type MailCounts = Awaited<ReturnType<Api['mail']['sendNow']>>;

/** What one pass did. `sync` null: no gateway is connected, or it failed. */
interface Pass {
  at: string;
  sync: SyncResult | null;
  charges: ChargePass | null;
  /** Notices to customers by e-mail; null: mail is not on, or it failed. */
  mail: MailCounts | null;
  failures: Failure[];
}

/** No gateway is connected, no mail is set up: there is nothing to do, and nothing failed. */
const absent: ReadonlySet<string> = new Set(['gateway-none', 'mail-off']);

async function pass(use: Use, api: Api): Promise<Pass> {
  const failures: Failure[] = [];
  const trying = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    try {
      return await work();
    } catch (error) {
      const failure = failureOf(error);
      // What is wrong with the book or its engine ends the run; what is wrong with a gateway is tried again.
      if (use.signal.aborted || failure.kind !== 'expected') throw error;
      if (!absent.has(failure.code)) failures.push(failure);
      return null;
    }
  };
  const at = isoTime(systemClock.now());
  const sync = await trying(() => follow(use, api.sync.now({})));
  const charges = await trying(() => untilStopped(use, api.charges.run()));
  const mail = await trying(() => untilStopped(use, api.mail.sendNow()));
  return { at, sync, charges, mail, failures };
}

/** What is under way when it is stopped is finished by the engine before that ends. */
async function untilStopped<Result>({ signal }: Use, work: Promise<Result>): Promise<Result> {
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Failure('cancelled')), { once: true });
  });
  return Promise.race([work, stopped]);
}

const run: Command = {
  name: 'run',
  usage: 'run [--every MINUTES] [--once]',
  about:
    'Syncs, charges what is due and sends what is due to customers, again and again until it is stopped; one line of JSON for each pass.',
  options: { every: { type: 'string' }, once: { type: 'boolean' } },
  tells: { every: 'minutes from one pass to the next; 10 unless told otherwise', once: 'one pass, for a scheduler' },
  async run(use) {
    const every = wholeNumber(use.option('every') ?? '10', 'every', 1, MOST_MINUTES);
    const api = await use.api();
    const passphrase = process.env.COUNTERFOIL_PASSPHRASE;
    if (passphrase) await api.sync.unlock({ passphrase });
    try {
      for (;;) {
        const did = await pass(use, api);
        use.output.line({ ...did, failures: did.failures.map(({ code }) => code) });
        const [failed] = did.failures;
        if (use.flag('once') && failed !== undefined) throw failed;
        if (use.flag('once')) return;
        await pause(every * MINUTE_MS, undefined, { signal: use.signal });
      }
    } catch (error) {
      // Being stopped is how it ends.
      if (!use.signal.aborted || use.flag('once')) throw error;
    }
  },
};

export const standingCommands: readonly Command[] = [run];
