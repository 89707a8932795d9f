/** Stripe's page on which a customer saves a method without paying: a Checkout Session that sets up and charges nothing. */
import type { OpenedPage, SetupAsk } from '../ask';
import { pageOf } from './asks-page';
import type { Line } from './client';

/** No money moves by it: a page whose answer was lost is left to expire, and the same key gives the same page. */
export async function openSetup(line: Line, ask: SetupAsk): Promise<OpenedPage> {
  const written = await line.write('pages', (stripe) =>
    stripe.checkout.sessions.create(
      {
        mode: 'setup',
        ui_mode: 'hosted_page',
        client_reference_id: ask.key,
        currency: ask.currency.toLowerCase(),
        customer: ask.customer,
        success_url: ask.returnUrl,
        cancel_url: ask.returnUrl,
      },
      { idempotencyKey: ask.key },
    ),
  );
  if (written.refusal) throw written.refusal.failure;
  const opened = pageOf(written.raw);
  if (opened === null || opened.link === '') throw line.brokenAnswer();
  return opened;
}
