/** How a notice by e-mail stands: by word and shape; and why, in a sentence. */
import {
  IconAlertTriangle,
  IconClockPause,
  IconCloudUpload,
  IconMailCheck,
  IconMailOff,
  IconQuestionMark,
} from '@tabler/icons-react';
import type { MailRow } from '../../main/features/mail/contract';
import type { MailState } from '../../main/kernel/mail';
import { useWords } from '../locales/words';

const icons = {
  queued: IconClockPause,
  sending: IconCloudUpload,
  sent: IconMailCheck,
  maybe: IconQuestionMark,
  refused: IconAlertTriangle,
  dropped: IconMailOff,
} as const satisfies Record<MailState, unknown>;

const tones: Readonly<Record<MailState, string>> = {
  queued: 'tone-amber',
  sending: 'tone-amber',
  sent: 'tone-green',
  maybe: 'tone-amber',
  refused: 'tone-red',
  dropped: 'tone-soft',
};

export function MailMark({ state }: { state: MailState }) {
  const { say } = useWords();
  const Icon = icons[state];
  return (
    <span className={`status ${tones[state]}`}>
      <Icon size={15} stroke={1.8} aria-hidden="true" />
      {say(`mailState.${state}`)}
    </span>
  );
}

const told = [
  'no-address',
  'promised',
  'no-longer',
  'too-late',
  'cancelled',
  'moved',
  'cut-off',
  'copy-refused',
  'secret-damaged',
  'mail-unreachable',
  'mail-timeout',
  'mail-tls',
  'mail-sign-in-refused',
  'mail-refused',
  'mail-later',
  'mail-unsure',
] as const;

/** Null: there is nothing to explain. */
export function useMailWhy(): (row: Pick<MailRow, 'why' | 'detail'>) => string | null {
  const { say } = useWords();
  return ({ why, detail }) => {
    const known = told.find((one) => one === why);
    return known ? say(`mailWhy.${known}`, { detail: detail ?? '' }) : why;
  };
}
