/** Answering a dispute: a provider takes one answer, and in doubt it is looked for, never sent once more. */
import { describe, expect, test } from 'vitest';
import { type EvidenceAsk, OutcomeUnknown } from '../../../main/gateways/ask';
import type { Fault } from '../../../main/gateways/fault';
import { Failure } from '../../../main/kernel/failure';
import type { Driver, EvidenceDriver, OpenAccount } from './driver';

const KEY = '0192f0c1-2f00-7000-8000-0123456789ac';
const OTHER_KEY = '0192f0c1-2f00-7000-8000-0123456789ad';

const afterAcceptance: readonly [string, Fault][] = [
  ['silence', { kind: 'silence-after' }],
  ['a broken connection', { kind: 'reset', after: true }],
  ['a 500', { kind: 'broken-after' }],
];

export function describeAnswers(driver: Driver): void {
  test('whether disputes are answered from here is declared truly', async () => {
    const { gateway } = await driver.open({ payments: 0 });
    const can = driver.kind.capabilities.evidence !== null;
    expect([gateway.sendEvidence, gateway.hasEvidence].map(Boolean)).toEqual([can, can]);
    expect(Boolean(driver.evidence), 'the driver tries what is declared').toBe(can);
  });
  if (driver.evidence) describeAnswer(driver, driver.evidence);
}

function describeAnswer(driver: Driver, evidence: EvidenceDriver): void {
  const open = () => driver.open({ payments: 2, patience: { timeoutMs: 700 } });
  const askOf = (dispute: string, key = KEY): EvidenceAsk => ({
    ...{ key, dispute, text: 'They used it for three months.' },
    files: [
      { part: 'receipt', name: 'receipt.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.7 a receipt') },
    ],
  });
  const writes = (account: OpenAccount) => account.requests.filter(evidence.isWrite).length;

  describe('the answer to a dispute', () => {
    test('goes once; another is refused, and sends nothing', async () => {
      const account = await open();
      const { gateway } = account;
      const dispute = evidence.dispute(account);
      expect(await gateway.hasEvidence?.(dispute)).toBe(false);
      await gateway.sendEvidence?.(askOf(dispute));
      expect(await gateway.hasEvidence?.(dispute)).toBe(true);
      expect(evidence.answers(account, dispute)).toBe(1);
      await expect(gateway.sendEvidence?.(askOf(dispute, OTHER_KEY))).rejects.toBeInstanceOf(Failure);
      expect(evidence.answers(account, dispute)).toBe(1);
    });

    test.each(afterAcceptance)('then %s: it is not known, is found, and was sent once', async (_name, fault) => {
      const account = await open();
      const { gateway } = account;
      const dispute = evidence.dispute(account);
      account.setFaults((request) => (evidence.isWrite(request) ? fault : null));
      await expect(gateway.sendEvidence?.(askOf(dispute))).rejects.toBeInstanceOf(OutcomeUnknown);
      account.setFaults(null);
      expect(await gateway.hasEvidence?.(dispute)).toBe(true);
      expect(evidence.answers(account, dispute)).toBe(1);
    });

    test('nobody listens: a plain failure, and nothing was sent', async () => {
      const account = await open();
      const dispute = evidence.dispute(account);
      await account.close();
      await expect(account.gateway.sendEvidence?.(askOf(dispute))).rejects.toBeInstanceOf(Failure);
      expect(writes(account)).toBe(0);
      expect(evidence.answers(account, dispute)).toBe(0);
    });
  });
}
