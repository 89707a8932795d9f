/** Adding and editing a customer or a payer: one form, one request for each thing that is tried. */
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CustomerDetail, Payer } from '../../../main/features/customers/contract';
import { useWords } from '../../locales/words';
import { go } from '../../navigation';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { useRequest } from '../../rpc/use-request';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/notices';
import { nobody, PersonFieldset, personOf, type Typed, typedOf, usePerson } from './person-fields';

interface PersonDialogProps {
  title: string;
  deed: string;
  before: Typed;
  note?: ReactNode;
  /** `seen`: what stood there when it was opened; another window may have changed it since. */
  onSave(request: string, typed: Typed, seen: Typed): Promise<unknown>;
  onClose(): void;
}

function PersonDialog({ title, deed, before, note, onSave, onClose }: PersonDialogProps) {
  const { say } = useWords();
  const [seen] = useState(before);
  const { typed, change, ready } = usePerson(before);
  const requests = useRequest();
  const saving = useMutation({
    mutationFn: () => onSave(requests.of(JSON.stringify(typed)), typed, seen),
    onSuccess: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !saving.isPending) saving.mutate();
  };
  return (
    <Dialog opened onClose={onClose} title={title} width={520}>
      <form className="form" onSubmit={submit}>
        <PersonFieldset typed={typed} change={change} />
        {note}
        {saving.error && <FailureNotice failure={failureOf(saving.error)} />}
        <div className="dialog-actions">
          <Button onClick={onClose}>{say('notice.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={!ready} loading={saving.isPending}>
            {deed}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function NewCustomerDialog({ onClose }: { onClose(): void }) {
  const { say } = useWords();
  const add = async (request: string, typed: Typed) => {
    const { id } = await api.customers.add({ request, ...personOf(typed) });
    go({ screen: 'customers', id, query: {} });
  };
  return (
    <PersonDialog
      title={say('customerDesk.newCustomer')}
      deed={say('customerDesk.add')}
      before={nobody}
      onSave={add}
      onClose={onClose}
    />
  );
}

export function EditCustomerDialog({ detail, onClose }: { detail: CustomerDetail; onClose(): void }) {
  const { say } = useWords();
  const { row, phone, address, language, taxId } = detail;
  const { id, name, email, country } = row;
  const known = !detail.byHand && detail.externalIds.length > 0;
  return (
    <PersonDialog
      title={say('customerDesk.editCustomer')}
      deed={say('customerDesk.save')}
      before={typedOf({ name, email, phone, address, country, language, taxId })}
      note={known && <p className="soft">{say('customerDesk.byHandFromNow')}</p>}
      onSave={(request, typed, seen) =>
        api.customers.edit({ request, id, person: personOf(typed), seen: personOf(seen) })
      }
      onClose={onClose}
    />
  );
}

/** `payer` null: a new one of this customer. */
export function PayerDialog(props: { customer: string; payer: Payer | null; onClose(): void }) {
  const { customer, payer, onClose } = props;
  const { say } = useWords();
  return (
    <PersonDialog
      title={say(payer ? 'customerDesk.editPayer' : 'customerDesk.newPayer')}
      deed={say(payer ? 'customerDesk.save' : 'customerDesk.add')}
      before={payer ? typedOf(payer) : nobody}
      onSave={(request, typed, seen) => {
        const person = personOf(typed);
        if (payer) return api.customers.editPayer({ request, id: payer.id, person, seen: personOf(seen) });
        return api.customers.addPayer({ request, id: customer, person });
      }}
      onClose={onClose}
    />
  );
}
