/** One file as it was read: its statements with their proofs and first lines, and what cannot be read. */
import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { FoundFile as File, FoundStatement } from '../../../../main/features/statements/contract';
import { noticeKinds } from '../../../../main/kernel/statement';
import { useWords } from '../../../locales/words';
import { api } from '../../../rpc/client';
import { Amount } from '../../../ui/amount';
import { Note } from '../../../ui/notices';
import { FoundProfile } from './found-profile';
import type { StatementImport } from './use-statement-import';

function BankChoice({ at, file }: { at: StatementImport; file: File }) {
  const { say } = useWords();
  const accounts = useQuery({
    queryKey: ['statements', 'accounts'],
    queryFn: ({ signal }) => api.statements.accounts(undefined, { signal }),
  });
  const found = new Set(file.statements.flatMap(({ bank }) => bank?.id ?? []));
  const [bank = null] = found.size === 1 ? found : [];
  return (
    <Select
      label={say('statementImport.bank')}
      placeholder={say('statementImport.chooseBank')}
      data={(accounts.data ?? [])
        .filter(({ closedAt }) => closedAt === null)
        .map(({ id, name, currency }) => ({ value: id, label: `${name} (${currency})` }))}
      value={bank}
      data-asked={bank === null || undefined}
      onChange={(next) => next !== null && at.change(file.upload, { bank: next })}
      allowDeselect={false}
    />
  );
}

function Lines({ statement, name }: { statement: FoundStatement; name: string }) {
  const { say, times } = useWords();
  if (statement.lines.length === 0) return null;
  // Several tables of this kind stand on the page.
  const label = `${say('statementImport.first')}: ${name}`;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="planned-scroll found-lines" aria-label={label} tabIndex={0}>
      <table className="planned" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('statementImport.line')}</th>
            <th scope="col">{say('statementImport.state')}</th>
            <th scope="col">{say('bankLine.day')}</th>
            <th scope="col" className="planned-money">
              {say('bankLine.amount')}
            </th>
            <th scope="col">{say('bankLine.name')}</th>
            <th scope="col">{say('bankLine.text')}</th>
            <th scope="col">{say('bankLine.reference')}</th>
          </tr>
        </thead>
        <tbody>
          {statement.lines.map((line, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be equal, and the list never moves
            <tr key={n} className={line.isThere ? 'planned-out' : undefined}>
              <td>{line.line}</td>
              <td>{say(line.isThere ? 'statementImport.there' : 'statementImport.new')}</td>
              <td>{times.day(line.day)}</td>
              <td className="planned-money">
                <Amount amount={line.amount} currency={statement.currency} />
              </td>
              <td>
                <bdi>{line.name}</bdi>
              </td>
              <td>
                <bdi>{line.text.slice(0, 90)}</bdi>
              </td>
              <td>
                <bdi>{line.reference.slice(0, 60)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Proof({ statement }: { statement: FoundStatement }) {
  const { say, money } = useWords();
  const { currency, out, isProved, opening, closing } = statement;
  if (out !== null)
    return <Note tone="red">{say('statementImport.out', { amount: money(out, currency), currency })}</Note>;
  const sums = [opening, closing].map((sum) => (sum === null ? '–' : money(sum, currency))).join(' → ');
  return (
    <span className={isProved ? undefined : 'soft'}>
      {isProved ? `✓ ${say('statementImport.proved')}` : say('statementImport.unproved')} ({sums})
    </span>
  );
}

function Statement({ statement, name }: { statement: FoundStatement; name: string }) {
  const { say, times } = useWords();
  const { account, currency, from, to, equal, alike } = statement;
  return (
    <>
      <p className="found-sums">
        {/* Before it is known whose it is, no line has been read. */}
        {currency === '' ? (
          <span className="soft">{say('statementImport.bankFirst')}</span>
        ) : (
          <b>{say('statementImport.lines', { count: statement.new })}</b>
        )}
        {statement.already > 0 && (
          <span className="soft">{say('statementImport.already', { count: statement.already })}</span>
        )}
        {account !== '' && <bdi className="mono">{account}</bdi>}
        {(from ?? to) !== null && (
          <span>
            {from && times.day(from)} – {to && times.day(to)}
          </span>
        )}
        {currency !== '' && (
          <>
            <span>
              +<Amount amount={statement.came} currency={currency} />
            </span>
            <span>
              −<Amount amount={statement.went} currency={currency} />
            </span>
          </>
        )}
        {currency !== '' && <Proof statement={statement} />}
      </p>
      {statement.isThere && <Note tone="blue">{say('statementImport.isThere')}</Note>}
      {equal > 0 && <p className="soft">{say('statementImport.equal', { count: equal })}</p>}
      {alike > 0 && <Note tone="amber">{say('statementImport.alike', { count: alike })}</Note>}
      <Lines statement={statement} name={name} />
    </>
  );
}

function Refusals({ file }: { file: File }) {
  const { say, failure } = useWords();
  if (file.refusals.length === 0) return null;
  const label = `${say('statementImport.refusals')}: ${file.name}`;
  const placeOf = ({ line, column }: { line: number; column: number }) =>
    line === 0
      ? say('statementImport.whole')
      : say(column === 0 ? 'statementImport.placeLine' : 'statementImport.place', { line, column });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="planned-scroll" aria-label={label} tabIndex={0}>
      <table className="planned" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{say('statementImport.where')}</th>
            <th scope="col">{say('statementImport.why')}</th>
          </tr>
        </thead>
        <tbody>
          {file.refusals.map(({ line, column, problem }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place can be refused twice, and the list never moves
            <tr key={n}>
              <td>{placeOf({ line, column })}</td>
              <td>{failure(problem.code, problem.params).what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of a file with several, each has its number. */
const nameOf = ({ name, statements }: File, n: number) => (statements.length > 1 ? `${name} ${n + 1}` : name);

export function FoundFile({ at, file }: { at: StatementImport; file: File }) {
  const { say } = useWords();
  return (
    <section className="found-file" aria-label={file.name}>
      <header>
        <h3>
          <bdi>{file.name}</bdi>{' '}
          <small className="soft">
            {file.format ?? say('statementImport.unknownFormat')} {file.encoding !== null && `· ${file.encoding}`}
          </small>
        </h3>
        {file.statements.length > 0 && <BankChoice at={at} file={file} />}
        <Button onClick={() => at.remove(file.upload)} aria-label={say('statementImport.remove', { name: file.name })}>
          ✕
        </Button>
      </header>
      {file.csv && <FoundProfile key={JSON.stringify(file.csv.profile)} at={at} file={file} csv={file.csv} />}
      {file.statements.map((statement, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may have two without a name, and the list never moves
        <Statement key={n} statement={statement} name={nameOf(file, n)} />
      ))}
      {noticeKinds.map(
        (kind) =>
          file.notices[kind] > 0 && (
            <p key={kind} className="soft">
              {say(`statementImport.${kind}`, { count: file.notices[kind] })}
            </p>
          ),
      )}
      <Refusals file={file} />
    </section>
  );
}
