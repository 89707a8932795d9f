/** An account as the suite sees it, over whatever a driver opened; and the bank that stands behind it. */
import type { OpenAccount } from './driver';

type Shown = Pick<OpenAccount, 'gateway' | 'requests' | 'now' | 'advance' | 'pay'>;
type Simulator = Pick<OpenAccount, 'setFaults' | 'revokeKey' | 'close'>;

/** The banks of a driver's accounts. */
export class Banks<Bank> {
  private readonly banks = new WeakMap<OpenAccount, Bank>();

  /** `paid`: the ids of its payments, which `pay` adds to. */
  open(bank: Bank, paid: readonly string[], simulator: Simulator, shown: Shown): OpenAccount {
    const account: OpenAccount = {
      ...shown,
      setFaults: (faults) => simulator.setFaults(faults),
      revokeKey: () => simulator.revokeKey(),
      close: () => simulator.close(),
      paid: () => paid,
    };
    this.banks.set(account, bank);
    return account;
  }

  of(account: OpenAccount): Bank {
    const bank = this.banks.get(account);
    if (!bank) throw new Error('this account was not opened here');
    return bank;
  }
}
