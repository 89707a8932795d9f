// Reads what the test runners wrote and counts it. A runner that crashed, or that ran nothing, counts as a failure.
import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
  passed: number;
  failed: number;
  /** Tests that a runner left out; they are told apart and never counted as passed. */
  skipped: number;
}

/** Sums tallies of several runners. */
export function sum(tallies: readonly Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

/** One check that has no report of its own: it passed when its exit code is 0. */
export function oneCheck(exitCode: number): Tally {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}

/** Counts Vitest's JSON report. `exitCode` is the runner's own: it may fail without a failed test (an unhandled rejection). */
export function vitestTally(file: string, exitCode: number): Tally {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const files = Array.isArray(report.testResults) ? report.testResults.map(fields) : [];
  const unread = files.filter((one) => one.status === 'failed' && !listsFailedTest(one)).length;
  return honest(
    {
      passed: count(report.numPassedTests),
      failed: count(report.numFailedTests) + unread,
      skipped: count(report.numPendingTests) + count(report.numTodoTests),
    },
    exitCode,
  );
}

/** Counts Playwright's JSON report. A test that only passed when tried again counts as failed. */
export function playwrightTally(file: string, exitCode: number): Tally {
  const report = readReport(file);
  if (report === null) return { passed: 0, failed: 1, skipped: 0 };
  const stats = fields(report.stats);
  const errors = Array.isArray(report.errors) ? report.errors.length : 0;
  return honest(
    {
      passed: count(stats.expected),
      failed: count(stats.unexpected) + count(stats.flaky) + errors,
      skipped: count(stats.skipped),
    },
    exitCode,
  );
}

function honest(tally: Tally, exitCode: number): Tally {
  const silent = tally.failed === 0 && (exitCode !== 0 || tally.passed === 0);
  return silent ? { ...tally, failed: 1 } : tally;
}

function listsFailedTest(file: Record<string, unknown>): boolean {
  return Array.isArray(file.assertionResults) && file.assertionResults.some((test) => fields(test).status === 'failed');
}

/** Null when there is no report or it is cut off. */
function readReport(file: string): Record<string, unknown> | null {
  if (!existsSync(file)) return null;
  try {
    return fields(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

function fields(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? { ...value } : {};
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
