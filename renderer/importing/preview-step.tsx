/** What would be stored, what is there already, and what cannot be stored and why; then one press. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Look } from '../../main/features/imports/contract';
import { fieldsOf, moneyFields } from '../../main/kernel/import-field';
import { useWords } from '../locales/words';
import { Amount } from '../ui/amount';
import { FailureNotice, Note } from '../ui/notices';
import { useFocusOnce } from './use-focus-once';
import type { Import } from './use-import';

/** From so many on, storing is felt. */
const MANY = 10_000;

function Sums({ look: { counts, totals } }: { look: Look }) {
  const { say } = useWords();
  return (
    <p className="planned-sums" role="status">
      <b>{say('importing.new', { count: counts.new })}</b>
      {(['linked', 'there', 'differs', 'refused'] as const).map(
        (state) =>
          counts[state] > 0 && (
            <span key={state} className="soft">
              {say(`importing.${state}`, { count: counts[state] })}
            </span>
          ),
      )}
      <span className="planned-totals">
        {totals.map((total) => (
          <Amount key={total.currency} {...total} />
        ))}
      </span>
    </p>
  );
}

/** Wider or higher than the dialog: the arrow keys move it. */
function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="planned-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

function Items({ at, look }: { at: Import; look: Look }) {
  const { say } = useWords();
  const used = new Set(look.items.flatMap(({ cells }) => cells.map(({ field }) => field)));
  const fields = fieldsOf[at.kind].filter((field) => used.has(field));
  if (look.items.length === 0) return null;
  return (
    <Scroll label={say('importing.firstItems')}>
      <table className="planned import-items" aria-label={say('importing.firstItems')}>
        <thead>
          <tr>
            <th scope="col">{say('importing.line')}</th>
            <th scope="col">{say('importing.state')}</th>
            {fields.map((field) => (
              <th key={field} scope="col" className={moneyFields.includes(field) ? 'planned-money' : undefined}>
                {say(
                  field === 'customer' || field === 'total' || field === 'country'
                    ? `importing.head-${field}`
                    : `importField.${field}`,
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {look.items.map(({ line, state, cells }) => (
            <tr key={line} className={state === 'new' || state === 'linked' ? undefined : 'planned-out'}>
              <td>{line}</td>
              <td>{say(`importing.state-${state}`)}</td>
              {fields.map((field) => (
                <td key={field} className={moneyFields.includes(field) ? 'planned-money' : undefined}>
                  <bdi>{cells.find((cell) => cell.field === field)?.text ?? ''}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function Refusals({ look }: { look: Look }) {
  const { say, failure } = useWords();
  if (look.refusals.length === 0) return null;
  return (
    <Scroll label={say('importing.refusals')}>
      <table className="planned" aria-label={say('importing.refusals')}>
        <thead>
          <tr>
            <th scope="col">{say('importing.line')}</th>
            <th scope="col">{say('importing.where')}</th>
            <th scope="col">{say('importing.why')}</th>
          </tr>
        </thead>
        <tbody>
          {look.refusals.map(({ line, column, header, problem }, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell can be refused twice, and the list never moves
            <tr key={n}>
              <td>{line}</td>
              <td>
                <bdi>{column === 0 ? say('importing.whole') : say('importing.atColumn', { column, header })}</bdi>
              </td>
              <td>{failure(problem.code, problem.params).what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export function PreviewStep({ at, look }: { at: Import; look: Look }) {
  const { say } = useWords();
  const { counts, damaged } = look;
  const [leaveOut, setLeaveOut] = useState(false);
  const [saveAs, setSaveAs] = useState(look.mapping ?? '');
  const store = useFocusOnce();
  const fresh = counts.new + counts.linked;
  const ready = fresh > 0 && !damaged && (counts.refused === 0 || leaveOut);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) at.store(leaveOut, saveAs);
  };
  return (
    <form className="form" onSubmit={submit}>
      <Sums look={look} />
      {fresh === 0 && <Note tone="blue">{say('importing.nothingNew')}</Note>}
      {damaged && <Note tone="red">{say('importing.damaged')}</Note>}
      <Refusals look={look} />
      {counts.refused > 0 && !damaged && fresh > 0 && (
        <Checkbox
          label={say('importing.leaveOut', { count: counts.refused })}
          checked={leaveOut}
          onChange={(event) => setLeaveOut(event.currentTarget.checked)}
        />
      )}
      <Items at={at} look={look} />
      {fresh > MANY && <Note tone="blue">{say('importing.slow')}</Note>}
      {fresh > 0 && (
        <TextInput
          label={say('importing.saveAs')}
          description={say('importing.saveAsHint')}
          value={saveAs}
          onChange={(event) => setSaveAs(event.currentTarget.value)}
          maxLength={60}
          autoComplete="off"
        />
      )}
      {at.storing.phase === 'failed' && (
        <FailureNotice failure={at.storing.failure} onRetry={() => at.reread(look.choices)} />
      )}
      <div className="dialog-actions">
        <Button onClick={at.back}>{say('importing.back')}</Button>
        <Button ref={store} type="submit" variant="filled" disabled={!ready}>
          {say('importing.store', { count: fresh })}
        </Button>
      </div>
    </form>
  );
}
