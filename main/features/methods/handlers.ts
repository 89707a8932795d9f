/** Saved methods: listed by the readers; every change is an act of a person, done once. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { one } from '../../db/sql';
import type { Gateway } from '../../gateways/gateway';
import { pageHosts } from '../../gateways/registry';
import { type Act, record } from '../../journal/record';
import { maskCardNumbers } from '../../kernel/card-number';
import { Failure } from '../../kernel/failure';
import type { Id } from '../../kernel/id';
import { methodsContract } from './contract';
import type { MethodConsented, MethodNicknamed, MethodVerified } from './events';
import { type HeldMethod, heldMethod, savedMethods } from './query';
import { openSetup } from './setup';
import type { MethodSync } from './syncing';

type MethodsContext = Context & { savedMethods: MethodSync; syncing: { gateway(key: string): Gateway } };
const os = implement(methodsContract).$context<MethodsContext>();

export const methodsHandlers = os.router({
  list: os.list.handler(({ input, context }) =>
    context.readers.ask(savedMethods, { ...input, today: context.book.dayOf(context.clock.now()) }),
  ),
  sync: os.sync.handler(({ input, context }) => context.savedMethods.sync(input.customer)),
  setUp: os.setUp.handler(({ input, context }) => openSetup(context, context.syncing, input)),
  openSetUp: os.openSetUp.handler(async ({ input, context }) => {
    const isDemo = one<{ demo: number }>(context.book.db, 'SELECT demo FROM book')?.demo === 1;
    const hosts = pageHosts(input.gateway, input.link, isDemo);
    const answer = await context.shell.ask({ kind: 'open-page', url: input.link, hosts });
    return { opened: answer.kind === 'done' };
  }),
  removal: os.removal.handler(({ input, context }) => {
    const { isPrimary, next, underWay } = heldMethod(context.book.db, input.id);
    return { primary: isPrimary, next, underWay };
  }),
  remove: os.remove.handler(async ({ input, context }) => {
    await context.savedMethods.remove(actOf(context, 'remove', input), idOf(input.id));
    return {};
  }),
  makePrimary: os.makePrimary.handler(({ input, context }) =>
    change(context, 'make-primary', input, ({ status }) => {
      if (status !== 'Confirmed') throw new Failure('saved-method-not-confirmed');
      return ['method.made-primary', {}];
    }),
  ),
  rename: os.rename.handler(({ input, context }) =>
    change(context, 'rename', input, () => {
      const payload: MethodNicknamed = { nickname: clean(input.nickname) };
      return ['method.nicknamed', payload];
    }),
  ),
  verify: os.verify.handler(({ input, context }) =>
    change(context, 'verify', input, () => {
      const { part, verified, note } = input;
      const payload: MethodVerified = { part, by: verified ? context.operator : null, note: clean(note) };
      return ['method.verified', payload];
    }),
  ),
  consent: os.consent.handler(({ input, context }) =>
    change(context, 'consent', input, () => {
      const { on = null, terms = null } = input.consent ?? {};
      if (on !== null && on > context.book.dayOf(context.clock.now())) throw new Failure('day-to-come', { day: on });
      const payload: MethodConsented = { on, terms: clean(terms) };
      return ['method.consented', payload];
    }),
  ),
});

// from outside: ids were checked by the contract
const idOf = (text: string) => text as Id;

/** A card's number never enters the book, wherever it is typed. */
function clean(text: string | null): string | null {
  return text === null || text === '' ? null : maskCardNumbers(text);
}

function actOf(context: Context, what: string, { request, ...input }: { request: string; id: string }): Act {
  const { operator, source } = context;
  return { request: idOf(request), operator, source, input: { what, ...input } };
}

async function change(
  context: Context,
  what: string,
  input: { request: string; id: string },
  decide: (held: HeldMethod) => [kind: string, payload: object],
): Promise<Record<string, never>> {
  await context.healthy;
  const { book } = context;
  record(book, actOf(context, what, input), function* (read) {
    const [kind, payload] = decide(heldMethod(read.db, input.id));
    yield { kind, subject: idOf(input.id), occurredAt: context.clock.now(), payload };
  });
  context.changed(['customers']);
  return {};
}
