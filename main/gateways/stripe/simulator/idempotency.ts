/**
 * Stripe's frozen replay: the first answer to a key, a refusal or a fault included, is the answer to every later request with
 * that key. Other parameters are an error, and so is the same key while its first request still runs.
 */
import { StripeProblem } from './problem';

export interface Written {
  status: number;
  body: string;
}

interface Kept {
  print: string;
  answer: Written | null;
}

export class Replays {
  private readonly kept = new Map<string, Kept>();

  /** Gives the frozen answer, or null when this request is the first with its key. Throws StripeProblem. */
  begin(key: string, print: string): Written | null {
    if (key.length > 255) {
      throw new StripeProblem(400, { message: 'Idempotency-Key must be at most 255 characters.' });
    }
    const known = this.kept.get(key);
    if (!known) {
      this.kept.set(key, { print, answer: null });
      return null;
    }
    if (known.print !== print) {
      const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
      throw new StripeProblem(400, { type: 'idempotency_error', message });
    }
    if (!known.answer) {
      const message = `There is currently another in-progress request using this Idempotency-Key (that probably means you submitted twice, and the other request is still going through): ${key}.`;
      throw new StripeProblem(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message });
    }
    return known.answer;
  }

  finish(key: string, answer: Written): void {
    const known = this.kept.get(key);
    if (known) known.answer = answer;
  }

  /** A request that was refused before it began (a bad parameter) leaves its key free. */
  forget(key: string): void {
    this.kept.delete(key);
  }
}
