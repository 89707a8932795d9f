/** The gateway's page for one payment: open it here, or hand its link to the payer as text or as a QR code. */
import './hosted-page.css';
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { CopyButton } from '../ui/copy-button';
import { Ago } from '../ui/moment';
import { FailureNotice } from '../ui/notices';
import { QrCode } from '../ui/qr-code';

interface HostedPageProps {
  payment: string;
  link: string;
  /** UTC milliseconds. */
  expiresAt: number | null;
}

/** A code of more signs is too fine for a camera. */
const LONGEST_CODE = 1000;

export function HostedPage({ payment, link, expiresAt }: HostedPageProps) {
  const { say, sayWith } = useWords();
  const open = useMutation({ mutationFn: () => api.books.openLink({ payment }) });
  return (
    <div className="hosted-page">
      {link.length <= LONGEST_CODE && <QrCode text={link} label={say('taking.qr')} />}
      <div className="hosted-page-side">
        <Button
          variant="filled"
          loading={open.isPending}
          onClick={() => open.mutate()}
          leftSection={<IconExternalLink size={14} stroke={1.9} aria-hidden="true" />}
        >
          {say('taking.openPage')}
        </Button>
        <p className="hosted-link">
          <span className="mono">{link}</span>
          <CopyButton text={link} what={say('taking.link')} />
        </p>
        {expiresAt !== null && (
          <p className="soft">{sayWith('taking.expires', { when: <Ago key="when" at={expiresAt} /> })}</p>
        )}
        {open.error && <FailureNotice failure={failureOf(open.error)} />}
      </div>
    </div>
  );
}
