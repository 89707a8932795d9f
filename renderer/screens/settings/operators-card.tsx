/** Who works with this book: added with a role, changed, given a new passphrase, retired. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Operator } from '../../../main/features/operators/contract';
import { type Role, roles } from '../../../main/kernel/operator';
import { ExportButton } from '../../exporting/export-button';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf, type ShownFailure } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { useRefusal, useSession } from '../../rpc/operator-session';
import { FailureNotice } from '../../ui/notices';
import { RightButton } from '../../ui/right-button';
import { Card } from '../../ui/screen';
import { AddOperator } from './add-operator';
import { OperatorDeeds } from './operator-deeds';

const idleChoices = [5, 10, 15, 30, 60, 120];

function OperatorLine({ operator, onFailure }: { operator: Operator; onFailure(failure: ShownFailure | null): void }) {
  const { say, times } = useWords();
  const refusal = useRefusal('operators.changeRole');
  const change = async (role: string | null) => {
    const wanted = roles.find((one) => one === role);
    if (!wanted || wanted === operator.role) return;
    onFailure(null);
    try {
      await api.operators.changeRole({ request: newId(), id: operator.id, role: wanted });
    } catch (error) {
      onFailure(failureOf(error));
    }
  };
  const isRetired = operator.retiredAt !== null;
  return (
    <li className="operator-line">
      <span className={isRetired ? 'operator-gone' : undefined}>
        <bdi>{operator.name}</bdi>
        <small>
          {operator.retiredAt === null
            ? say(`roleMay.${operator.role}`)
            : say('operators.retired', { when: times.moment(operator.retiredAt) })}
        </small>
      </span>
      {!isRetired && (
        <>
          <Select
            aria-label={`${say('operators.role')}: ${operator.name}`}
            data={roles.map((role: Role) => ({ value: role, label: say(`role.${role}`) }))}
            value={operator.role}
            onChange={change}
            disabled={refusal !== null}
            title={refusal ?? undefined}
            allowDeselect={false}
          />
          <OperatorDeeds operator={operator} />
        </>
      )}
    </li>
  );
}

function IdleField() {
  const { say } = useWords();
  const session = useSession();
  const refusal = useRefusal('operators.setIdle');
  const minutes = session?.idleMinutes ?? 15;
  const choices = [...new Set([...idleChoices, minutes])].sort((a, b) => a - b);
  return (
    <Select
      label={say('operators.idle')}
      description={say('operators.idleHint')}
      data={choices.map((count) => ({ value: String(count), label: say('operators.idleMinutes', { count }) }))}
      value={String(minutes)}
      onChange={(value) => {
        if (value !== null) void api.operators.setIdle({ minutes: Number.parseInt(value, 10) });
      }}
      disabled={refusal !== null}
      title={refusal ?? undefined}
      allowDeselect={false}
    />
  );
}

export function OperatorsCard() {
  const { say } = useWords();
  const session = useSession();
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<ShownFailure | null>(null);
  const list = useQuery({
    queryKey: ['operators', 'list'],
    queryFn: ({ signal }) => api.operators.list(undefined, { signal }),
  });
  const none = session?.hasOperators === false;
  return (
    <Card title={say('operators.title')}>
      <div className="form">
        {none && <p className="operators-none">{say('operators.none')}</p>}
        {list.error && <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />}
        {(list.data ?? []).length > 0 && (
          <ul className="operator-lines">
            {(list.data ?? []).map((operator) => (
              <OperatorLine key={operator.id} operator={operator} onFailure={setFailure} />
            ))}
          </ul>
        )}
        {failure && <FailureNotice failure={failure} />}
        {!none && <IdleField />}
        <div className="dialog-actions">
          {!none && <ExportButton of={{ list: 'operators', filter: {} }} />}
          <RightButton to="operators.add" onClick={() => setAdding(true)}>
            {say(none ? 'operators.addFirst' : 'operators.add')}
          </RightButton>
        </div>
      </div>
      <AddOperator opened={adding} isFirst={none} onClose={() => setAdding(false)} />
    </Card>
  );
}
