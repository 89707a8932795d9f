/** PayPal's refusals, in its own shape. */
import { reasons } from './reasons';

export class PaypalProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly issue: string | null;
  readonly about: string;

  /** `issue`: PayPal's code for what exactly is wrong; `about`: in words. */
  constructor(status: number, title: string, about: string, issue: string | null = null) {
    super(`${status} ${title}`);
    this.status = status;
    this.title = title;
    this.issue = issue;
    this.about = about;
  }

  toJson(debugId: string): string {
    const details = this.issue === null ? {} : { details: [{ issue: this.issue, description: this.about }] };
    const known = messages[this.title];
    const message = known ?? this.about;
    const links = [
      { href: 'https://developer.paypal.com/api/rest/responses/', rel: 'information_link', method: 'GET' },
    ];
    return JSON.stringify({ name: this.title, message, debug_id: debugId, ...details, links });
  }
}

const messages: Readonly<Record<string, string>> = {
  INVALID_REQUEST: 'Request is not well-formed, syntactically incorrect, or violates schema.',
  AUTHENTICATION_FAILURE:
    'Authentication failed due to missing authorization header, or invalid authentication credentials.',
  NOT_AUTHORIZED: 'Authorization failed due to insufficient permissions.',
  RESOURCE_NOT_FOUND: 'The specified resource does not exist.',
  UNPROCESSABLE_ENTITY:
    'The requested action could not be performed, semantically incorrect, or failed business validation.',
  INTERNAL_SERVER_ERROR: 'An internal server error occurred.',
};

export function badRequest(issue: string, about: string): PaypalProblem {
  return new PaypalProblem(400, 'INVALID_REQUEST', about, issue);
}

/** `issue`: one of those that have words. */
export function refused(issue: string): PaypalProblem {
  return new PaypalProblem(422, 'UNPROCESSABLE_ENTITY', reasons[issue] ?? issue, issue);
}

export function notFound(): PaypalProblem {
  const about = 'Specified resource ID does not exist. Please check the resource ID and try again.';
  return new PaypalProblem(404, 'RESOURCE_NOT_FOUND', about, 'INVALID_RESOURCE_ID');
}
