/** Gateways' own reports, which were sent among files of statements: compared with the book, then kept. */
import type { ReportFile, ReportLook } from '../../main/features/statements/report-contract';
import { api } from './client';
import { defineJob } from './use-job';

export const reportLook = defineJob<readonly ReportFile[], ReportLook>((files, signal) =>
  api.gatewayReports.look({ files: [...files] }, { signal }),
);

export interface ReportStore {
  files: readonly ReportFile[];
  request: string;
  plan: string;
  leaveOut: boolean;
}

export const reportStore = defineJob<ReportStore, { id: string | null; reports: number; findings: number }>(
  ({ files, ...order }, signal) => api.gatewayReports.store({ files: [...files], ...order }, { signal }),
);
