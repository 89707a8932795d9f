/** Gateways' reports: looked at by a reader, kept by a long act once what was compared still holds. */
import { implement } from '@orpc/server';
import type { Context } from '../../context';
import { type Act, record } from '../../journal/record';
import { Failure } from '../../kernel/failure';
import { isId } from '../../kernel/id';
import type { Progress } from '../../wire';
import { gatewayReportsContract, type ReportFile } from './report-contract';
import { reportRow } from './report-events';
import { lookAtReports, type ReportOrder } from './report-look';
import { gatewayReports, reportFindings } from './report-query';
import { type KeptReports, reportsKeptBefore, storeReports } from './report-store';
import { orderOf, uploadsOf } from './storing';

const os = implement(gatewayReportsContract).$context<Context>();

const topics = ['statements', 'changes', 'book'] as const;

interface StoreWish {
  request: string;
  files: ReportFile[];
  plan: string;
  leaveOut: boolean;
}

export const gatewayReportsHandlers = os.router({
  look: os.look.handler(async function* ({ input, context, signal }) {
    const { look } = yield* context.readers.job(lookAtReports, { files: filesOf(context, input.files) }, signal);
    return look;
  }),
  store: os.store.handler(({ input, context, signal }) => store(context, input, signal)),
  list: os.list.handler(({ input, context }) => gatewayReports(context.book.db, input.limit)),
  findings: os.findings.handler(({ input, context }) => reportFindings(context.book.db, input.id)),
  reverse: os.reverse.handler(async ({ input, context }) => {
    await context.healthy;
    const { request, id } = input;
    if (!isId(id)) throw new Failure('report-unknown');
    record(context.book, actOf(context, request, { reverseReport: id }), function* ({ db }) {
      reportRow(db, id);
      yield { kind: 'gateway-report.reversed', subject: id, occurredAt: context.clock.now(), payload: {} };
    });
    context.changed(topics);
    return {};
  }),
});

/** Throws Failure import-gone, import-file-large. */
function filesOf(context: Context, files: readonly ReportFile[]): ReportOrder[] {
  const sent = orderOf(
    context,
    files.map(({ upload, name }) => ({ upload, name })),
  );
  return sent.files.map(({ upload, name, bytes }, n) => {
    const { gateway, decimal, dayOrder } = files[n] ?? {};
    return { upload, name, bytes, gateway, decimal, dayOrder };
  });
}

/** Throws Failure import-choose, import-refused, changed-since-preview, import-gone, cancelled. */
async function* store(context: Context, wish: StoreWish, signal?: AbortSignal): AsyncGenerator<Progress, KeptReports> {
  await context.healthy;
  const act = actOf(context, wish.request, { what: 'import-reports', plan: wish.plan });
  // Its files may be gone by now.
  const earlier = reportsKeptBefore(context.book, act);
  if (earlier) return earlier;
  const order = { act, files: filesOf(context, wish.files), plan: wish.plan, leaveOut: wish.leaveOut };
  const saved = () => {
    for (const { upload } of wish.files) uploadsOf(context).drop(upload);
    context.changed(topics);
  };
  return yield* context.writer.act(storeReports, order, saved, signal);
}

function actOf({ operator, source }: Context, request: string, input: object): Act {
  if (!isId(request)) throw new Failure('input-invalid', { detail: 'the request has no id' });
  return { request, operator, source, input };
}
