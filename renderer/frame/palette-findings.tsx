/** What the palette offers without asking the book: the screens, and deeds that every screen has. */
import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProcedurePath } from '../../main/contract';
import { useWords } from '../locales/words';
import { go, type Place, usePlace } from '../navigation';
import { routes } from '../routes';
import { backupJob, checkJob } from '../rpc/care-jobs';
import { useLookFrom } from '../rpc/look-back';
import { useIsAllowed } from '../rpc/operator-session';
import { usePast } from '../rpc/past-point';
import { makePayment } from '../taking/asked';
import { type Duty, duties } from './palette-duties';
import { fitOf } from './palette-fit';
import { syncJob } from './sync-state';

interface FindingBase {
  key: string;
  group: string;
  label: ReactNode;
}
export type Finding = FindingBase & ({ place: Place } | { deed(): void });

/** The screens that are also looked for by other words than their names. */
const screensAlso = [
  ...(['requests', 'changes', 'charges', 'outbox', 'close', 'exports'] as const),
  ...(['reconcile', 'vouchers', 'invoices', 'charts', 'settings'] as const),
];

function DutyLine({ label, where }: { label: string; where: string }) {
  return (
    <>
      {label} <span className="soft">· {where}</span>
    </>
  );
}

/** What comes of it is told in the settings. */
function care(job: { start(input: undefined): void }): void {
  go({ screen: 'settings', id: null, query: {} });
  job.start(undefined);
}

/** What is offered, with the words by which it is found. */
type Offer = Finding & { name: string; also: string };

/** The duties, each with where it is done. */
function useDuties(): readonly (Offer & { to?: ProcedurePath | undefined })[] {
  const { say } = useWords();
  const at = usePlace();
  const isHere = (pick: Duty['pick']) => pick === 'customer' && at?.screen === 'customers' && at.id !== null;
  return duties.map(({ name, to, pick, begin }) => {
    const label = say(`duty.${name}`);
    return {
      ...{ key: `duty ${name}`, group: say('palette.deeds'), name: label, also: say(`dutyAlso.${name}`), to },
      label: pick && !isHere(pick) ? <DutyLine label={label} where={say(`dutyPick.${pick}`)} /> : label,
      deed: () => begin(at),
    };
  });
}

function useScreens(): readonly Offer[] {
  const { say } = useWords();
  return routes.map(({ screen, label }) => {
    const also = screensAlso.find((one) => one === screen);
    return {
      ...{ key: `screen ${screen}`, group: say('palette.screens'), label: say(label), name: say(label) },
      also: also ? say(`screenAlso.${also}`) : '',
      place: { screen, id: null, query: {} },
    };
  });
}

/** `called`: what is called as was typed; `others`: what has it within a word, or is also looked for by it. */
export function usePlainFindings(text: string, onClose: (isLeft: boolean) => void) {
  const { say } = useWords();
  const { setColorScheme } = useMantineColorScheme();
  const isAllowed = useIsAllowed();
  const past = usePast();
  const lookFrom = useLookFrom();
  const everywhere: readonly (readonly [key: string, name: string, deed: () => void, to?: ProcedurePath])[] = [
    ['pay', say('taking.title'), () => makePayment(null), 'taking.take'],
    ['sync', say('sync.now'), () => syncJob.start(undefined), 'sync.now'],
    ['check', say('check.start'), () => care(checkJob), 'books.check'],
    ['backup', say('backup.start'), () => care(backupJob), 'books.backup'],
    ...(past ? [['now', say('past.back'), () => lookFrom(null)] as const] : []),
    ['light', say('bar.toLight'), () => setColorScheme('light')],
    ['dark', say('bar.toDark'), () => setColorScheme('dark')],
  ];
  const group = say('palette.deeds');
  const deeds = everywhere.map(([key, name, deed, to]) => ({
    ...{ key: `deed ${key}`, group, label: name, name, also: '', deed, to },
  }));
  const allowed = [...deeds, ...useDuties()].filter(({ to }) => !to || isAllowed(to));
  const offers: readonly Offer[] = [...useScreens(), ...allowed];
  const fitting = (wanted: 1 | 2) => offers.filter(({ name, also }) => fitOf(name, also, text) === wanted);
  const choose = (finding: Finding) => {
    onClose('place' in finding);
    if ('deed' in finding) finding.deed();
    else go(finding.place);
  };
  return { called: fitting(2), others: fitting(1), choose };
}
