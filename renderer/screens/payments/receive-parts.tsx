/** The parts of one bank transfer that pays for several customers; what is left to divide is told while one types. */
import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { CustomerField } from '../../taking/customer-field';
import { isZero } from '../../ui/money-text';
import type { OtherPart, ReceivedForm } from './use-received';

const AS_CREDIT = 'credit';
/** More than one customer has ever waiting. */
const MOST_WAITING = 50;

function usePendingTransfers(customer: string | null, currency: string) {
  return useQuery({
    queryKey: ['payments', 'pending-transfers', customer, currency],
    enabled: customer !== null,
    queryFn: ({ signal }) =>
      api.payments.page(
        {
          filter: {
            status: 'Pending',
            gateways: ['bank-transfer'],
            currencies: [currency],
            ...(customer === null ? {} : { customer }),
          },
          sort: { column: 'date', direction: 'asc' },
          limit: MOST_WAITING,
        },
        { signal },
      ),
  });
}

function Part({ part, n, form }: { part: OtherPart; n: number; form: ReceivedForm }) {
  const { say, money } = useWords();
  const { currency, change, drop, others } = form;
  const waiting = usePendingTransfers(part.customer?.id ?? null, currency).data?.rows ?? [];
  const taken = new Set(others.flatMap((other) => (other.key === part.key ? [] : [other.payment])));
  const name = say('receive.partOf', { n: n + 2 });
  return (
    <fieldset className="receive-part" aria-label={name}>
      <CustomerField value={part.customer} onChange={(customer) => change(part.key, { customer, payment: null })} />
      <div className="receive-pair">
        <Select
          label={say('receive.pays')}
          data={[
            { value: AS_CREDIT, label: say('receive.asCredit') },
            ...waiting
              .filter((row) => !taken.has(row.id))
              .map((row) => ({ value: row.id, label: `${row.reference} · ${money(row.amount.amount, currency)}` })),
          ]}
          value={part.payment ?? AS_CREDIT}
          onChange={(value) => {
            const chosen = waiting.find((row) => row.id === value);
            const text = chosen && part.text === '' ? money(chosen.amount.amount, currency) : part.text;
            change(part.key, { payment: chosen?.id ?? null, text });
          }}
          allowDeselect={false}
          disabled={part.customer === null}
        />
        <div className="receive-sum">
          <TextInput
            label={say('receive.partAmount', { currency })}
            value={part.text}
            onChange={(event) => change(part.key, { text: event.currentTarget.value })}
            inputMode="decimal"
            maxLength={40}
            required
          />
          <button
            type="button"
            className="quiet-button"
            aria-label={say('receive.dropPart', { part: name })}
            title={say('receive.dropPart', { part: name })}
            onClick={() => drop(part.key)}
          >
            <IconX size={15} stroke={1.8} aria-hidden="true" />
          </button>
        </div>
      </div>
    </fieldset>
  );
}

function Left({ form: { left, currency } }: { form: ReceivedForm }) {
  const { say, money } = useWords();
  if (left === null) return <p className="soft">{say('receive.leftUnknown')}</p>;
  if (isZero(left)) return <p className="tone-green">{say('receive.leftNone')}</p>;
  const amount = money(left.replace('-', ''), currency);
  return (
    <p className="tone-amber">{say(left.startsWith('-') ? 'receive.tooMuch' : 'receive.left', { amount, currency })}</p>
  );
}

export function ReceiveParts({ form }: { form: ReceivedForm }) {
  const { say } = useWords();
  const { others, add } = form;
  return (
    <>
      {others.length > 0 && (
        <TextInput
          label={say('receive.ownPart', { currency: form.currency })}
          value={form.ownText}
          onChange={(event) => form.setOwnText(event.currentTarget.value)}
          inputMode="decimal"
          maxLength={40}
          required
        />
      )}
      {others.map((part, n) => (
        <Part key={part.key} part={part} n={n} form={form} />
      ))}
      <div className="receive-more">
        <Button
          onClick={add}
          disabled={others.length >= 98}
          leftSection={<IconPlus size={14} stroke={1.9} aria-hidden="true" />}
        >
          {say('receive.addPart')}
        </Button>
        {others.length > 0 && (
          <div role="status">
            <Left form={form} />
          </div>
        )}
      </div>
    </>
  );
}
