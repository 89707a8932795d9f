/** What the palette offers without asking the book: the screens, and deeds that every screen has. */
import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProcedurePath } from '../../main/contract';
import { useWords } from '../locales/words';
import { go, type Place } from '../navigation';
import { routes } from '../routes';
import { backupJob, checkJob } from '../rpc/care-jobs';
import { useLookFrom } from '../rpc/look-back';
import { useSession } from '../rpc/operator-session';
import { usePast } from '../rpc/past-point';
import { makePayment } from '../taking/asked';
import { syncJob } from './sync-state';

interface FindingBase {
  key: string;
  group: string;
  label: ReactNode;
}
export type Finding = FindingBase & ({ place: Place } | { deed(): void });

function matches(label: string, text: string): boolean {
  const fold = (word: string) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return fold(label).includes(fold(text.trim()));
}

/** What comes of it is told in the settings. */
function care(job: { start(input: undefined): void }): void {
  go({ screen: 'settings', id: null, query: {} });
  job.start(undefined);
}

export function usePlainFindings(text: string, onClose: () => void) {
  const { say } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const ofRole = useSession()?.allowed;
  const past = usePast();
  const lookFrom = useLookFrom();
  const isAllowed = (to: ProcedurePath) => (!ofRole || ofRole.includes(to)) && (!past || past.shown.includes(to));
  const deeds: readonly (readonly [key: string, label: string, deed: () => void, to?: ProcedurePath])[] = [
    ['pay', say('taking.title'), () => makePayment(null), 'taking.take'],
    ['sync', say('sync.now'), () => syncJob.start(undefined), 'sync.now'],
    ['check', say('check.start'), () => care(checkJob), 'books.check'],
    ['backup', say('backup.start'), () => care(backupJob), 'books.backup'],
    ...(past ? [['now', say('past.back'), () => lookFrom(null)] as const] : []),
    ['light', say('bar.toLight'), () => setColorScheme('light')],
    ['dark', say('bar.toDark'), () => setColorScheme('dark')],
  ];
  const findings: Finding[] = [
    ...routes
      .filter((route) => matches(say(route.label), text))
      .map((route) => ({
        key: `screen ${route.screen}`,
        group: say('palette.screens'),
        label: say(route.label),
        place: { screen: route.screen, id: null, query: {} },
      })),
    ...deeds
      .filter(([, label, , to]) => matches(label, text) && (!to || isAllowed(to)))
      .map(([key, label, deed]) => ({ key: `deed ${key}`, group: say('palette.deeds'), label, deed })),
  ];
  const choose = (finding: Finding) => {
    onClose();
    if ('deed' in finding) finding.deed();
    else go(finding.place);
  };
  return { findings, choose };
}
