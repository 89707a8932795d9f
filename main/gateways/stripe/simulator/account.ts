/** The simulated account itself, as `GET /v1/account` shows it. */
import type Stripe from 'stripe';

export function accountObject(id: string, name: string, created: number): Stripe.Account {
  return {
    id,
    object: 'account',
    business_profile: {
      annual_revenue: null,
      estimated_worker_count: null,
      mcc: '4816',
      minority_owned_business_designation: null,
      name,
      specified_commercial_transactions_act_url: null,
      support_address: null,
      support_email: 'billing@northgate.example',
      support_phone: null,
      support_url: null,
      url: 'https://northgate.example',
    },
    business_type: 'company',
    capabilities: { card_payments: 'active', transfers: 'active' },
    charges_enabled: true,
    country: 'US',
    created,
    default_currency: 'usd',
    details_submitted: true,
    email: 'billing@northgate.example',
    metadata: {},
    payouts_enabled: true,
    settings: null,
    type: 'standard',
  };
}
