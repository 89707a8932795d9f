// Journeys through the real app: the built engine and browser shell, on a demo book of their own, in an installed Chromium.
import { defineConfig } from '@playwright/test';
import { browserToDrive } from './test/e2e/browser-to-drive';

const browser = browserToDrive();

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  forbidOnly: true,
  // A journey that only works the second time does not work.
  retries: 0,
  // One waits for its page about a third of the time: on two processors a third one works meanwhile.
  workers: 3,
  // Each journey starts a shell and an engine of its own, and many have every screen checked; other work may share the machine.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  globalTimeout: 40 * 60_000,
  use: {
    // What cannot be pressed by then never will be.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    // Each step, request and message. The page after each step, and the film of it, take as much work as the steps do: `--trace on`.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: browser.path, args: browser.args },
  },
});
