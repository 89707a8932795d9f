/** How a pull goes on and how it ends: rounds of phases, until everything is there or the signal says stop. */
import { Failure } from '../kernel/failure';
import type { PulledPage } from './pulled';

/** The cursor as it moves; a round that is null has come to its end. */
interface Moving {
  readonly cursor: { readonly round: unknown };
}

/** `phase`: the pages of the phase that is next, which move the cursor on. Ends and rejects as `untilStopped`. */
export function pullRounds(
  standing: Moving,
  phase: () => AsyncGenerator<PulledPage>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PulledPage> {
  return untilStopped(rounds(standing, phase), signal);
}

async function* rounds(standing: Moving, phase: () => AsyncGenerator<PulledPage>): AsyncGenerator<PulledPage> {
  // A round that was broken off speaks of the time it began; another one brings the present.
  for (let left = standing.cursor.round === null ? 1 : 2; left > 0; left--) {
    do yield* phase();
    while (standing.cursor.round !== null);
  }
}

/** Ends quietly when the signal says so, between two pages or in the middle of a request. Rejects with Failure. */
export async function* untilStopped(
  pages: AsyncGenerator<PulledPage>,
  signal: AbortSignal | undefined,
): AsyncGenerator<PulledPage> {
  try {
    for await (const page of pages) {
      if (signal?.aborted) return;
      yield page;
    }
  } catch (error) {
    if (error instanceof Failure && error.code === 'cancelled' && signal?.aborted) return;
    throw error;
  }
}

/** Whoever stops listening also stops the page that was asked for ahead: `stop` says so to what asks. */
export async function* whileHeard(
  signal: AbortSignal | undefined,
  pages: (stop: AbortSignal) => AsyncGenerator<PulledPage>,
): AsyncGenerator<PulledPage> {
  const leaving = new AbortController();
  try {
    yield* pages(signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal);
  } finally {
    leaving.abort();
  }
}
