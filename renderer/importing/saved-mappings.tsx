/** The mappings that are kept for a kind of file, and taking one away. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ImportKind } from '../../main/kernel/import-field';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { useRefusal } from '../rpc/operator-session';
import { readAgain } from '../rpc/read-again';
import { Confirm } from '../ui/confirm';

export function SavedMappings({ kind }: { kind: ImportKind }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const refusal = useRefusal('imports.forgetMapping');
  const [asked, setAsked] = useState<string | null>(null);
  const kept = useQuery({
    queryKey: ['imports', 'mappings', kind],
    queryFn: ({ signal }) => api.imports.mappings({ kind }, { signal }),
  });
  if (!kept.data || kept.data.length === 0) return null;
  const forget = async () => {
    await api.imports.forgetMapping({ kind, name: asked ?? '' });
    await readAgain(queries, ['imports', 'mappings', kind]);
  };
  return (
    <section aria-label={say('importing.mappings')} className="import-mappings">
      <h3>{say('importing.mappings')}</h3>
      <ul>
        {kept.data.map(({ name, headers }) => (
          <li key={name}>
            <bdi>{name}</bdi>
            <bdi className="soft import-mapping-headers">{headers.join(', ')}</bdi>
            <button
              type="button"
              className="text-button"
              disabled={refusal !== null}
              title={refusal ?? undefined}
              aria-label={say('importing.forgetOf', { name })}
              onClick={() => setAsked(name)}
            >
              {say('importing.forget')}
            </button>
          </li>
        ))}
      </ul>
      <Confirm
        opened={asked !== null}
        title={say('importing.forgetTitle', { name: asked ?? '' })}
        consequences={[say('importing.forgetWhat'), say('importing.forgetStays')]}
        deed={say('importing.forget')}
        destructive
        onConfirm={forget}
        onClose={() => setAsked(null)}
      />
    </section>
  );
}
