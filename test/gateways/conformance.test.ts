/** Every gateway keeps the same promises: one suite, run on each against its simulator. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { gatewayKinds } from '../../main/gateways/registry';
import { describeAnswers } from './conformance/answering';
import { describeAsks } from './conformance/asking';
import { testBooking } from './conformance/booking';
import type { Driver } from './conformance/driver';
import { describeFaults } from './conformance/faulting';
import { describeMoving } from './conformance/moving';
import { describePulling } from './conformance/pulling';
import { testScrubbing } from './conformance/scrubbing';

const drivers: Driver[] = [];
const folder = path.join(import.meta.dirname, 'conformance/drivers');
for (const name of readdirSync(folder)) {
  const { driver }: { driver: Driver } = await import(path.join(folder, name));
  drivers.push(driver);
}

test('every gateway is tried', () => {
  expect(
    gatewayKinds
      .map((kind) => kind.provider)
      .filter((provider) => !drivers.some(({ kind }) => kind.provider === provider)),
  ).toEqual([]);
});

for (const driver of drivers) {
  describe(driver.kind.label, () => {
    describePulling(driver);
    describeFaults(driver);
    describeMoving(driver);
    describeAsks(driver);
    describeAnswers(driver);
    testBooking(driver);
    testScrubbing(driver);
  });
}
