/** Who is let in: the app's id and secret for a token, a token for everything else, and what the app may do. */
import type { SimulatorCall } from '../../simulator-server';
import { badRequest, PaypalProblem } from './problem';

export interface Keys {
  clientId: string;
  clientSecret: string;
}

const TOKEN_S = 32_400;

export class Doors {
  private readonly keys: Keys;
  private readonly tokens = new Map<string, number>();
  private readonly forbidden = new Set<string>();
  private revoked = false;
  private count = 0;

  constructor(keys: Keys) {
    this.keys = keys;
  }

  /** From now on neither the secret nor any token is taken. */
  revoke(): void {
    this.revoked = true;
    this.tokens.clear();
  }

  /** Tokens that were given end now. */
  expireTokens(): void {
    this.tokens.clear();
  }

  /** `resource`: the second part of a path, such as `reporting`. */
  forbid(resource: string): void {
    this.forbidden.add(resource);
  }

  /** `POST /v1/oauth2/token`. */
  tokenAnswer({ headers, body, nowMs }: SimulatorCall): object {
    const wanted = `Basic ${Buffer.from(`${this.keys.clientId}:${this.keys.clientSecret}`).toString('base64')}`;
    if (this.revoked || headers.authorization !== wanted)
      throw new NotLetIn('invalid_client', 'Client Authentication failed');
    if (new URLSearchParams(body).get('grant_type') !== 'client_credentials') {
      throw badRequest('unsupported_grant_type', 'unsupported grant_type');
    }
    const text = `A21AA${String(++this.count).padStart(6, '0')}${Buffer.from(String(nowMs)).toString('base64url')}simulated`;
    this.tokens.set(text, nowMs + TOKEN_S * 1000);
    const scope = 'https://uri.paypal.com/services/payments https://uri.paypal.com/services/reporting/search/read';
    return {
      scope,
      access_token: text,
      token_type: 'Bearer',
      app_id: 'APP-80W284485P519543T',
      expires_in: TOKEN_S,
      nonce: 'x',
    };
  }

  admit({ headers, path, nowMs }: SimulatorCall): void {
    const sent = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
    if (!((this.tokens.get(sent) ?? 0) > nowMs))
      throw new NotLetIn('invalid_token', 'Token signature verification failed');
    const resource = path.split('/')[2] ?? '';
    if (this.forbidden.has(resource)) {
      throw new PaypalProblem(
        403,
        'NOT_AUTHORIZED',
        'You do not have permission to access or perform operations on this resource.',
        'PERMISSION_DENIED',
      );
    }
  }
}

/** 401 in the words of OAuth. */
export class NotLetIn extends Error {
  readonly code: string;

  constructor(code: string, about: string) {
    super(about);
    this.code = code;
  }

  toJson(): string {
    return JSON.stringify({ error: this.code, error_description: this.message });
  }
}
