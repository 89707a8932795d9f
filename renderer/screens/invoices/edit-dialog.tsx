/** Writes a new invoice, or changes a draft: kept as a draft, or issued at once. Ctrl+Enter issues. */
import { Button, Select, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { InvoiceDetail, InvoiceRow } from '../../../main/features/invoices/contract';
import { currencies } from '../../../main/kernel/currency';
import { invoiceKinds } from '../../../main/kernel/invoice';
import { toDecimal } from '../../../main/kernel/money';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { CustomerField } from '../../taking/customer-field';
import { useCustomer } from '../../taking/use-draft';
import { FailureNotice } from '../../ui/notices';
import { TypedDialog } from '../../ui/typed-dialog';
import { LinesEditor } from './lines-editor';
import { TaxesAndTotal } from './taxes-and-total';
import { type Edit, useEdit } from './use-edit';

interface EditDialogProps {
  /** A draft; null: a new one. */
  detail: InvoiceDetail | null;
  /** Whose a new one is, where that is known. */
  customer: InvoiceRow['customer'] | null;
  onClose(): void;
  onSaved(id: string): void;
}

const ITSELF = 'itself';

function WhoAndWhen({ edit }: { edit: Edit }) {
  const { say } = useWords();
  const { draft, change, currency } = edit;
  // Whose it is is known on a customer's page: the keys begin in its first line then.
  const [isAsked] = useState(draft.customer === null);
  const payers = useCustomer(draft.customer?.id ?? null).data?.payers ?? [];
  return (
    <>
      <div className="edit-pair">
        <CustomerField
          value={draft.customer}
          onChange={(customer) => change({ customer, payer: null })}
          isFirst={isAsked}
        />
        <Select
          label={say('invoiceEdit.payer')}
          data={[
            { value: ITSELF, label: say('taking.payerSelf') },
            ...payers.map(({ id, name, email }) => ({ value: id, label: name || (email ?? say('customers.unnamed')) })),
          ]}
          value={draft.payer ?? ITSELF}
          onChange={(next) => change({ payer: next === ITSELF ? null : next })}
          allowDeselect={false}
        />
      </div>
      <div className="edit-triple">
        <Select
          label={say('invoiceEdit.kind')}
          data={invoiceKinds.map((value) => ({ value, label: say(`invoiceKind.${value}`) }))}
          value={draft.kind}
          onChange={(next) => change({ kind: invoiceKinds.find((one) => one === next) ?? draft.kind })}
          allowDeselect={false}
        />
        <Select
          label={say('invoiceEdit.currency')}
          data={[...currencies]}
          value={currency}
          onChange={(next) => next !== null && change({ currency: next })}
          searchable
          limit={60}
          allowDeselect={false}
        />
        <TextInput
          type="date"
          label={say('invoiceEdit.dueDay')}
          value={draft.dueDay}
          onChange={(event) => change({ dueDay: event.currentTarget.value })}
          required
        />
      </div>
    </>
  );
}

function Sums({ edit }: { edit: Edit }) {
  const { sums, currency } = edit;
  if (!sums) return null;
  const text = (minor: number) => toDecimal(minor, currency);
  const taxes = sums.taxes.map((of) => ({ ...of, net: text(of.net), tax: text(of.tax) }));
  return (
    <div className="invoice-sums" role="status">
      <TaxesAndTotal taxes={taxes} total={text(sums.total)} currency={currency} />
    </div>
  );
}

/** Why it cannot be saved yet. */
function Missing({ edit }: { edit: Edit }) {
  const { say, money } = useWords();
  const { missing } = edit;
  if (missing === null) return null;
  const example = money('1234.5', '');
  return (
    <span className="soft edit-missing" role="status">
      {typeof missing === 'string'
        ? say(`invoiceMissing.${missing}`)
        : say(`lineMissing.${missing.fault}`, { line: String(missing.line), example })}
    </span>
  );
}

function useUsualCurrency(customer: string | null): string {
  const detail = useCustomer(customer).data;
  const choices = useQuery({
    queryKey: ['payments', 'choices'],
    queryFn: ({ signal }) => api.payments.choices(undefined, { signal }),
  });
  return detail?.balances[0]?.currency ?? choices.data?.currencies[0] ?? 'EUR';
}

interface FormProps extends EditDialogProps {
  /** Something was typed, so that leaving would lose it. */
  onTyped(): void;
}

function Form({ detail, customer, onClose, onSaved, onTyped }: FormProps) {
  const { say } = useWords();
  const [request] = useState(newId);
  const [usualOf, setUsualOf] = useState<string | null>(customer?.id ?? null);
  const edit = useEdit(detail, customer, useUsualCurrency(usualOf));
  const { draft, content, change } = edit;
  if ((draft.customer?.id ?? null) !== usualOf) setUsualOf(draft.customer?.id ?? null);
  const save = useMutation({
    mutationFn: (issue: boolean) => {
      if (!content) throw new Error('saved before it was whole');
      return api.invoices.save({ request, content, issue, ...(detail ? { id: detail.row.id } : {}) });
    },
    onSuccess: ({ id }) => onSaved(id),
  });
  const form = useRef<HTMLFormElement>(null);
  const send = (issue: boolean) => {
    // A day that is half typed has no value: it would be left out unsaid.
    if (content && !save.isPending && form.current?.reportValidity()) save.mutate(issue);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send(true);
  };
  return (
    <form ref={form} className="form" onSubmit={submit} onKeyDown={onKeyDown} onInput={onTyped}>
      <WhoAndWhen edit={edit} />
      <LinesEditor edit={edit} />
      <Textarea
        label={say('invoiceEdit.note')}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
        maxLength={2000}
        autosize
      />
      <Sums edit={edit} />
      {save.error && <FailureNotice failure={failureOf(save.error)} />}
      <div className="dialog-actions">
        <Missing edit={edit} />
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" loading={save.isPending} disabled={!content}>
          {say('invoiceEdit.saveDraft')}
        </Button>
        <Button
          variant="filled"
          rightSection={<kbd>{say('invoiceEdit.issueKey')}</kbd>}
          loading={save.isPending}
          disabled={!content}
          onClick={() => send(true)}
        >
          {say('invoiceEdit.issue')}
        </Button>
      </div>
    </form>
  );
}

export function EditDialog(props: EditDialogProps) {
  const { say } = useWords();
  const [isTyped, setTyped] = useState(false);
  return (
    <TypedDialog
      opened
      isTyped={isTyped}
      onClose={props.onClose}
      title={say(props.detail ? 'invoiceEdit.editTitle' : 'invoiceEdit.newTitle')}
      width={820}
    >
      {(leave) => <Form {...props} onClose={leave} onTyped={() => setTyped(true)} />}
    </TypedDialog>
  );
}
