import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneCheck, playwrightTally, sum, vitestTally } from './test-report.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-report-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content: unknown): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('the count of a Vitest report', () => {
  const good = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [] };

  it('takes the passed, the failed and the skipped ones', () => {
    expect(vitestTally(written({ ...good, numFailedTests: 2 }), 1)).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });
  it('counts a file that could not be read as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ];
    expect(vitestTally(written({ ...good, numFailedTests: 1, testResults }), 1).failed).toBe(2);
  });
  it('counts a runner that fails without a failed test as a failure', () => {
    expect(vitestTally(written(good), 1).failed).toBe(1);
  });
  it('counts a run without a single test as a failure', () => {
    expect(vitestTally(written({ ...good, numPassedTests: 0 }), 0)).toEqual({ passed: 0, failed: 1, skipped: 1 });
  });
  it('counts a missing or cut-off report as a failure', () => {
    expect(vitestTally(join(folder, 'none.json'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestTally(written('{"numPassedTests": 7, "numFai'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the count of a Playwright report', () => {
  it('takes flaky tests and errors outside tests as failures', () => {
    const report = { stats: { expected: 9, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no server' }] };
    expect(playwrightTally(written(report), 1)).toEqual({ passed: 9, failed: 3, skipped: 2 });
  });
  it('counts a run without a single test as a failure', () => {
    expect(playwrightTally(written({ stats: {}, errors: [] }), 0).failed).toBe(1);
  });
});

describe('the sum', () => {
  it('adds each kind apart', () => {
    expect(sum([oneCheck(0), oneCheck(2), { passed: 3, failed: 0, skipped: 4 }])).toEqual({
      passed: 4,
      failed: 1,
      skipped: 4,
    });
  });
});
