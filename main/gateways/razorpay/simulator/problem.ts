/** How Razorpay refuses: an error with a code, a sentence, and where in a payment it happened. */
import type { SimulatorAnswer } from '../../simulator-server';

export interface ProblemFields {
  code?: string;
  field?: string | null;
  source?: string;
  step?: string;
  reason?: string;
  metadata?: Readonly<Record<string, string>>;
}

export class RazorpayProblem extends Error {
  readonly status: number;
  readonly fields: ProblemFields;

  constructor(status: number, description: string, fields: ProblemFields = {}) {
    super(description);
    this.status = status;
    this.fields = fields;
  }

  toAnswer(): SimulatorAnswer {
    const { code = 'BAD_REQUEST_ERROR', source = 'business', step, reason, metadata = {}, field } = this.fields;
    const error = {
      code,
      description: this.message,
      source,
      step: step ?? 'payment_initiation',
      reason: reason ?? 'input_validation_failed',
      metadata,
      ...(field ? { field } : {}),
    };
    // Requests that are no payments are refused without its steps.
    const bare = step === undefined ? { ...error, source: 'NA', step: 'NA', reason: 'NA' } : error;
    return { status: this.status, body: JSON.stringify({ error: bare }) };
  }
}

export function unknownId(): RazorpayProblem {
  return new RazorpayProblem(400, 'The id provided does not exist');
}
