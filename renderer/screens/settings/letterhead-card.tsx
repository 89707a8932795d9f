/** The letterhead: who writes, as it stands at the top of every paper. */
import { Button, FileButton, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { LetterheadSettings } from '../../../main/features/papers/contract';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { FailureNotice, Note } from '../../ui/notices';
import { Card } from '../../ui/screen';
import { type LogoProblem, logoFrom, MOST_MEGABYTES } from './letterhead-logo';
import { SettingsForm } from './settings-form';

const queryKey = ['book', 'letterhead'];
const fields = ['name', 'taxId', 'email', 'phone', 'website'] as const;
const MOST: Readonly<Record<(typeof fields)[number], number>> = {
  name: 140,
  taxId: 40,
  email: 254,
  phone: 40,
  website: 140,
};

function LogoField({ logo, onChange }: { logo: string | null; onChange(logo: string | null): void }) {
  const { say } = useWords();
  const [problem, setProblem] = useState<LogoProblem | null>(null);
  const choose = async (file: File | null) => {
    if (!file) return;
    const read = await logoFrom(file);
    setProblem('problem' in read ? read.problem : null);
    if ('png' in read) onChange(read.png);
  };
  return (
    <div className="letterhead-logo">
      <span id="letterhead-logo">{say('letterhead.logo')}</span>
      <p className="soft">{say('letterhead.logoHint')}</p>
      {logo !== null && <img src={`data:image/png;base64,${logo}`} alt={say('letterhead.logo')} />}
      <div className="letterhead-deeds">
        <FileButton onChange={(file) => void choose(file)} accept="image/png,image/jpeg,image/svg+xml">
          {(props) => (
            <Button {...props} aria-describedby="letterhead-logo">
              {say('letterhead.choose')}
            </Button>
          )}
        </FileButton>
        {logo !== null && <Button onClick={() => onChange(null)}>{say('letterhead.remove')}</Button>}
      </div>
      <div role="status">
        {problem && <Note tone="amber">{say(`letterhead.${problem}`, { most: String(MOST_MEGABYTES) })}</Note>}
      </div>
    </div>
  );
}

function AddressField({ address, onChange }: { address: string; onChange(address: string): void }) {
  const { say } = useWords();
  return (
    <Textarea
      label={say('letterhead.address')}
      value={address}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={1_000}
      autosize
      minRows={3}
      maxRows={8}
    />
  );
}

function Form({ settings }: { settings: LetterheadSettings }) {
  const { say } = useWords();
  const queries = useQueryClient();
  const refusal = useRefusal('papers.setLetterhead');
  const [filled, setFilled] = useState(settings);
  const [address, setAddress] = useState(settings.address.join('\n'));
  const lines = address.split('\n').map((line) => line.trim());
  const save = useMutation({
    mutationFn: () => api.papers.setLetterhead({ ...filled, address: lines.filter(Boolean).slice(0, 8) }),
    onSuccess: (saved) => queries.setQueryData(queryKey, saved),
  });
  const change = (part: Partial<LetterheadSettings>) => {
    save.reset();
    setFilled({ ...filled, ...part });
  };
  const changeAddress = (next: string) => {
    save.reset();
    setAddress(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <SettingsForm onSubmit={submit} save={save} refusal={refusal}>
      <p className="soft">{say('letterhead.lead')}</p>
      {fields.map((field) => (
        <TextInput
          key={field}
          label={say(`letterhead.${field}`)}
          value={filled[field]}
          onChange={(event) => change({ [field]: event.currentTarget.value })}
          maxLength={MOST[field]}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <AddressField address={address} onChange={changeAddress} />
      <div className="settings-choices">
        <span id="letterhead-size">{say('letterhead.size')}</span>
        <SegmentedControl
          aria-labelledby="letterhead-size"
          value={filled.size}
          onChange={(size) => change({ size })}
          data={['A4', 'Letter'] as const}
        />
      </div>
      <LogoField logo={filled.logo} onChange={(logo) => change({ logo })} />
    </SettingsForm>
  );
}

export function LetterheadCard() {
  const { say } = useWords();
  const settings = useQuery({ queryKey, queryFn: ({ signal }) => api.papers.letterhead(undefined, { signal }) });
  return (
    <Card title={say('letterhead.title')}>
      {settings.error && <FailureNotice failure={failureOf(settings.error)} onRetry={() => void settings.refetch()} />}
      {settings.data && <Form settings={settings.data} />}
    </Card>
  );
}
