/** Paystack's refusals, as it words them. */

export class PaystackProblem extends Error {
  readonly status: number;
  readonly code: string;
  private readonly nextStep: string;

  constructor(status: number, message: string, code: string, nextStep = 'Please check the request and try again.') {
    super(message);
    this.status = status;
    this.code = code;
    this.nextStep = nextStep;
  }

  toJson(): string {
    const type = this.status >= 500 || this.status === 429 ? 'api_error' : 'validation_error';
    const { message, code, nextStep } = this;
    return JSON.stringify({ status: false, message, meta: { nextStep }, type, code });
  }
}
