/** Which accounts have a code and which have none, with the file that sets them; and what DATEV's head says of the client. */
import { Button, FileButton, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { DatevClient } from '../../../main/features/export/contract';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { useRefusal } from '../../rpc/operator-session';
import { CopyButton } from '../../ui/copy-button';
import { FailureNotice, Note } from '../../ui/notices';
import { type GlAccounts, mappingCsv, useSetGlAccounts } from './use-gl';

/** Most names that a note lists; the file has all. */
const MOST_NAMED = 8;

export function GlMapping({ shown }: { shown: GlAccounts }) {
  const { say, count } = useWords();
  const set = useSetGlAccounts();
  const mayNot = useRefusal('exports.setGlAccounts');
  const { accounts, unmapped } = shown;
  const choose = async (file: File | null) => {
    if (file) set.mutate({ accounts: await file.text() });
  };
  const more = unmapped.length - MOST_NAMED;
  return (
    <section className="gl-mapping" aria-label={say('gl.accounts')}>
      <p>
        {say('gl.mapped', { count: accounts.length })}{' '}
        <CopyButton text={mappingCsv(shown)} what={say('gl.mappingFile')} />
      </p>
      {unmapped.length > 0 && (
        <Note tone="amber">
          <p>{say('gl.unmapped', { count: unmapped.length })}</p>
          <p className="gl-names">
            {unmapped.slice(0, MOST_NAMED).join(' · ')}
            {more > 0 && ` · ${say('gl.more', { count: count(more) })}`}
          </p>
        </Note>
      )}
      {set.error && <FailureNotice failure={failureOf(set.error)} />}
      <FileButton accept=".csv,text/csv" onChange={(file) => void choose(file)}>
        {(props) => (
          <Button {...props} disabled={mayNot !== null} title={mayNot ?? undefined} loading={set.isPending}>
            {say('gl.choose')}
          </Button>
        )}
      </FileButton>
      <p className="soft">{say('gl.chooseHint')}</p>
    </section>
  );
}

const noClient = { consultant: '', client: '', yearStart: '01-01', accountLength: '4' };

export function DatevHead({ kept }: { kept: DatevClient | null }) {
  const { say } = useWords();
  const set = useSetGlAccounts();
  const mayNot = useRefusal('exports.setGlAccounts');
  const [of, setOf] = useState(kept ? { ...kept, accountLength: String(kept.accountLength) } : noClient);
  const save = (event: FormEvent) => {
    event.preventDefault();
    set.mutate({ datev: { ...of, accountLength: Number.parseInt(of.accountLength, 10) } });
  };
  const field = (name: keyof typeof noClient, pattern: string) => (
    <TextInput
      label={say(`gl.${name}`)}
      value={of[name]}
      pattern={pattern}
      maxLength={8}
      required
      onChange={(event) => setOf({ ...of, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form className="gl-datev" aria-label={say('gl.datevHead')} onSubmit={save}>
      {field('consultant', '[1-9][0-9]{3,6}')}
      {field('client', '[1-9][0-9]{0,4}')}
      {field('yearStart', '(0[1-9]|1[0-2])-01')}
      {field('accountLength', '[4-8]')}
      <Button type="submit" disabled={mayNot !== null} title={mayNot ?? undefined} loading={set.isPending}>
        {say('gl.saveHead')}
      </Button>
      {set.error && <FailureNotice failure={failureOf(set.error)} />}
    </form>
  );
}
