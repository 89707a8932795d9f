/** Files attached to an adjustment or to the request for one: named with their size, looked at here, saved as they are. */
import './attached-files.css';
import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AttachedFile } from '../../main/kernel/attachment';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { Dialog } from './dialog';
import { useBytes } from './export-receipt';
import { FailureNotice } from './notices';
import { PaperButton } from './paper-button';

/** Only what the content was found to be is drawn; a text is text. */
function Content({ of, file }: { of: string; file: AttachedFile }) {
  const { say } = useWords();
  const isShown = file.type !== 'application/pdf';
  const look = useQuery({
    queryKey: ['attached', of, file.sha256],
    enabled: isShown,
    retry: false,
    gcTime: 0,
    queryFn: ({ signal }) => api.credits.file({ of, sha256: file.sha256 }, { signal }),
  });
  if (look.error) return <FailureNotice failure={failureOf(look.error)} />;
  if (!isShown) return <p className="soft">{say('attached.pdf')}</p>;
  if (!look.data) return <p className="soft">{say('attached.reading')}</p>;
  const { type, content } = look.data;
  if (type === 'text/plain') {
    const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too
    return <pre tabIndex={0}>{new TextDecoder().decode(bytes)}</pre>;
  }
  return <img src={`data:${type};base64,${content}`} alt={file.name} />;
}

function Look({ of, file, onClose }: { of: string; file: AttachedFile; onClose(): void }) {
  const { say } = useWords();
  const bytes = useBytes();
  const { sha256 } = file;
  return (
    <div className="attached-look">
      <Content of={of} file={file} />
      <p className="soft attached-hash">{say('attached.hash', { size: bytes(file.bytes), hash: sha256 })}</p>
      <div className="dialog-actions">
        <Button onClick={onClose} data-autofocus>
          {say('notice.close')}
        </Button>
        <PaperButton
          label={say('attached.save')}
          write={(signal) => api.credits.saveFile({ of, sha256 }, { signal })}
        />
      </div>
    </div>
  );
}

/** `of`: the adjustment, or the request for it. */
export function AttachedFiles({ of, files }: { of: string; files: readonly AttachedFile[] }) {
  const { say } = useWords();
  const bytes = useBytes();
  const [looked, setLooked] = useState<AttachedFile | null>(null);
  if (files.length === 0) return null;
  return (
    <>
      <ul className="attached" aria-label={say('attached.list')}>
        {files.map((file) => (
          <li key={file.sha256}>
            <IconPaperclip size={13} aria-hidden="true" />
            <button type="button" className="text-button" onClick={() => setLooked(file)} title={file.name}>
              <bdi>{file.name}</bdi>
            </button>
            <span className="soft figure-text">{bytes(file.bytes)}</span>
          </li>
        ))}
      </ul>
      <Dialog opened={looked !== null} onClose={() => setLooked(null)} title={looked?.name ?? ''} width={640}>
        {looked && <Look of={of} file={looked} onClose={() => setLooked(null)} />}
      </Dialog>
    </>
  );
}
