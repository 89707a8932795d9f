/** Every gateway, one line each. */
import type { GatewayKind } from './gateway';
import { nowpayments } from './nowpayments/index';
import { paypal } from './paypal/index';
import { paystack } from './paystack/index';
import { razorpay } from './razorpay/index';
import { stripe } from './stripe/index';

export const gatewayKinds: readonly GatewayKind[] = [stripe, paypal, nowpayments, razorpay, paystack];

export function gatewayKind(provider: string): GatewayKind | undefined {
  return gatewayKinds.find((kind) => kind.provider === provider);
}
