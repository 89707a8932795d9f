import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes minutes begins first: begun last, it would run alone. */
const long = ['test/faults/', 'test/simulation/', 'test/property/', 'test/gateways/', 'test/command-line/'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((folder) => moduleId.replaceAll('\\', '/').includes(folder));
      return found < 0 ? long.length : found;
    };
    return sorted.sort((a, b) => place(a) - place(b));
  }
}

/** Units, which leave nothing behind: many share a process, which reads the program once for all of them. */
const units = [
  ...['main/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
  'test/{gateways,rules}/**/*.test.ts',
];

export default defineConfig({
  test: {
    environment: 'node',
    // Only what hangs ends here: the machine may be doing something else too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // One more than the two processors that CI has: what kills, times out or runs a command waits for it most of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'units', include: units, isolate: false } },
      // These start processes, put modules and time out of place, and fill a processor's memory: each has a process of its own.
      { extends: true, test: { name: 'whole', include: ['test/!(gateways|rules)/**/*.test.ts'] } },
    ],
  },
});
