/** Saves a method of a customer without a payment: on the gateway's own page, which the customer opens. */
import '../../taking/hosted-page.css';
import { Button, Select } from '@mantine/core';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { failureOf } from '../../rpc/failure';
import { newId } from '../../rpc/new-id';
import { readAgain } from '../../rpc/read-again';
import { useGatewayStates, useKinds } from '../../taking/use-ways';
import { CopyButton } from '../../ui/copy-button';
import { Dialog } from '../../ui/dialog';
import { Ago } from '../../ui/moment';
import { FailureNotice } from '../../ui/notices';
import { QrCode } from '../../ui/qr-code';
import { RightButton } from '../../ui/right-button';

/** While the page is open it is looked whether the method has come. */
const LOOK_EVERY_MS = 12_000;

interface SaveMethodProps {
  customer: string;
  /** In which it will be charged. */
  currency: string;
}

/** The connected accounts that save a method alone. */
function useOffering() {
  const kinds = useKinds().data ?? [];
  const states = useGatewayStates().data?.gateways ?? [];
  const able = new Set(kinds.filter((kind) => kind.capabilities.saveAlone).map((kind) => kind.provider));
  return states.filter((state) => able.has(state.provider) && state.state !== 'paused' && state.state !== 'locked');
}

function Opened({ page, gateway, customer }: { page: PageOf; gateway: string; customer: string }) {
  const { say, sayWith } = useWords();
  const queries = useQueryClient();
  const open = useMutation({ mutationFn: () => api.methods.openSetUp({ gateway, link: page.link }) });
  useQuery({
    queryKey: ['methods-awaited', customer],
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async ({ signal }) => {
      const answer = await api.methods.sync({ customer }, { signal });
      await readAgain(queries, ['customers', 'methods', customer]);
      return answer;
    },
  });
  return (
    <div className="hosted-page">
      <QrCode text={page.link} label={say('taking.qr')} />
      <div className="hosted-page-side">
        <Button
          variant="filled"
          loading={open.isPending}
          onClick={() => open.mutate()}
          leftSection={<IconExternalLink size={14} stroke={1.9} aria-hidden="true" />}
        >
          {say('taking.openPage')}
        </Button>
        <p className="hosted-link">
          <span className="mono">{page.link}</span>
          <CopyButton text={page.link} what={say('taking.link')} />
        </p>
        {page.expiresAt !== null && (
          <p className="soft">{sayWith('taking.expires', { when: <Ago key="when" at={page.expiresAt} /> })}</p>
        )}
        <p className="soft">{say('methods.addAwaited')}</p>
        {open.error && <FailureNotice failure={failureOf(open.error)} />}
      </div>
    </div>
  );
}

interface PageOf {
  link: string;
  expiresAt: number | null;
}

function Form({ customer, currency, onClose }: SaveMethodProps & { onClose(): void }) {
  const { say } = useWords();
  const [request] = useState(newId);
  const offering = useOffering();
  const [chosen, setChosen] = useState<string | null>(null);
  const gateway = chosen ?? offering[0]?.key ?? '';
  const setUp = useMutation({ mutationFn: () => api.methods.setUp({ request, customer, gateway, currency }) });
  if (setUp.data) return <Opened page={setUp.data} gateway={gateway} customer={customer} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!setUp.isPending) setUp.mutate();
  };
  return (
    <form className="form" onSubmit={submit}>
      {offering.length > 1 && (
        <Select
          label={say('payments.gateway')}
          data={offering.map(({ key, label }) => ({ value: key, label }))}
          value={gateway}
          onChange={setChosen}
          allowDeselect={false}
        />
      )}
      <ul className="consequences">
        <li>{say('methods.addPage', { gateway: offering.find((one) => one.key === gateway)?.label ?? '' })}</li>
        <li>{say('methods.addNothing')}</li>
        <li>{say('methods.addConsent')}</li>
      </ul>
      {setUp.error && <FailureNotice failure={failureOf(setUp.error)} />}
      <div className="dialog-actions">
        <Button onClick={onClose}>{say('notice.cancel')}</Button>
        <Button type="submit" variant="filled" loading={setUp.isPending} data-autofocus>
          {say('methods.addDeed')}
        </Button>
      </div>
    </form>
  );
}

/** Nothing where no connected gateway offers it. */
export function SaveMethod(props: SaveMethodProps) {
  const { say } = useWords();
  const [round, setRound] = useState(0);
  const [opened, setOpened] = useState(false);
  if (useOffering().length === 0) return null;
  const close = () => setOpened(false);
  return (
    <>
      <RightButton
        to="methods.setUp"
        size="compact-xs"
        onClick={() => {
          setRound((before) => before + 1);
          setOpened(true);
        }}
        leftSection={<IconPlus size={14} stroke={1.9} aria-hidden="true" />}
      >
        {say('methods.add')}
      </RightButton>
      <Dialog opened={opened} onClose={close} title={say('methods.add')} width={520}>
        <Form key={round} {...props} onClose={close} />
      </Dialog>
    </>
  );
}
