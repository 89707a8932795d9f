/** The sealed bundle of a closed month: written, handed over, and the key by which it is checked. */
import { IconFileZip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { CopyButton } from '../../ui/copy-button';
import { PaperOutcome, usePaper } from '../../ui/paper-button';
import { RightButton } from '../../ui/right-button';
import { useKeysHere } from '../../ui/use-keys-here';

export function BundleLine({ period }: { period: string }) {
  const { say, language } = useWords();
  const paper = usePaper();
  const keys = useQuery({
    queryKey: ['closing', 'keys'],
    queryFn: ({ signal }) => api.closing.keys(undefined, { signal }),
  });
  const place = useKeysHere(paper.busy);
  const key = keys.data?.[0]?.publicKey;
  const write = () => paper.write((signal) => api.closing.bundle({ request: newId(), period, language }, { signal }));
  return (
    <section className="close-bundle" aria-label={say('closing.bundleOf')} ref={place} tabIndex={-1}>
      <RightButton
        to="closing.bundle"
        loading={paper.busy}
        onClick={write}
        leftSection={<IconFileZip size={15} stroke={1.8} aria-hidden="true" />}
      >
        {say('closing.bundle')}
      </RightButton>
      <p className="soft">{say('closing.bundleWhat')}</p>
      {(paper.written || paper.failure) && <PaperOutcome {...paper} />}
      {key !== undefined && (
        <p className="soft close-head">
          {say('closing.key')} <span className="mono">{key}</span>
          <CopyButton text={key} what={say('closing.key')} />
        </p>
      )}
    </section>
  );
}
