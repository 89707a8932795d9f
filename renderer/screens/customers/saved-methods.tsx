/** The saved methods of a customer's payers: what each is, how it stands, and what can be done about it. */
import './saved-methods.css';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { CustomerDetail } from '../../../main/features/customers/contract';
import type { SavedMethod } from '../../../main/features/methods/contract';
import type { SavedMethodStatus } from '../../../main/kernel/saved-method';
import { useWords } from '../../locales/words';
import { failureOf } from '../../rpc/failure';
import { useSavedMethods } from '../../rpc/use-saved-methods';
import { useGatewayNames } from '../../ui/gateway-names';
import { IconCompleted, IconPending } from '../../ui/icons';
import { FailureNotice, Note } from '../../ui/notices';
import { StubSection } from '../../ui/stub';
import { MethodMenu } from './method-menu';
import { useMethodName } from './method-name';
import { SaveMethod } from './save-method';

const statusIcons = {
  Pending: <IconPending size={13} />,
  Confirmed: <IconCompleted size={13} />,
  Failed: <IconAlertTriangle size={13} stroke={1.8} aria-hidden="true" />,
} as const satisfies Record<SavedMethodStatus, unknown>;
const statusTones: Readonly<Record<SavedMethodStatus, string>> = {
  Pending: 'tone-amber',
  Confirmed: 'tone-green',
  Failed: 'saved-failed',
};

/** `2030-12` gives `12/2030`, as it stands on a card. */
const monthOf = (expires: string) => `${expires.slice(5)}/${expires.slice(0, 4)}`;

function Expiry({ method: { expires, expiry } }: { method: SavedMethod }) {
  const { say } = useWords();
  if (expires === null || expiry === null) return null;
  const month = monthOf(expires);
  if (expiry === 'fine') return <span className="soft">{say('methods.expires', { month })}</span>;
  return (
    <span className={expiry === 'soon' ? 'tone-amber' : 'saved-failed'}>
      {say(expiry === 'soon' ? 'methods.expiresSoon' : 'methods.expired', { month })}
    </span>
  );
}

function Marks({ method: { verified, consent } }: { method: SavedMethod }) {
  const { say, times } = useWords();
  const parts = (['details', 'address'] as const).flatMap((part) => {
    const mark = verified[part];
    return mark ? [{ part, ...mark }] : [];
  });
  return (
    <>
      {parts.map(({ part, by, at, note }) => (
        <span key={part} className="soft">
          {say('methods.verifiedBy', { part: say(`methodPart.${part}`), who: by, day: times.day(times.dayOf(at)) })}
          {note !== null && <bdi>: {note}</bdi>}
        </span>
      ))}
      <span className="soft">
        {consent
          ? say('methods.consentOn', { day: times.day(consent.on), terms: consent.terms })
          : say('methods.noConsent')}
      </span>
    </>
  );
}

interface MethodItemProps {
  method: SavedMethod;
  /** Those of the same payer, in the order in which they are listed. */
  among: readonly SavedMethod[];
}

function MethodItem({ method, among }: MethodItemProps) {
  const { say } = useWords();
  const name = useMethodName()(method);
  const { labelOf, nameOf } = useGatewayNames();
  const gateway = labelOf(method.gateway);
  return (
    <li className="saved-method">
      <span className="saved-name">
        <bdi>{name}</bdi>
        {method.primary && <span className="saved-primary">{say('methods.primary')}</span>}
      </span>
      <MethodMenu method={method} among={among} gateway={gateway} />
      {method.nickname !== null && <bdi className="soft">{method.label}</bdi>}
      <span className={`status ${statusTones[method.status]}`}>
        {statusIcons[method.status]}
        {say(`methodStatus.${method.status}`)}
        <span className="status-reason soft">· {nameOf(method.gateway)}</span>
      </span>
      <Expiry method={method} />
      <Marks method={method} />
    </li>
  );
}

interface SavedMethodsProps {
  customer: string;
  payers: CustomerDetail['payers'];
  /** What the customer counts in. */
  currency: string;
}

export function SavedMethods({ customer, payers, currency }: SavedMethodsProps) {
  const { say } = useWords();
  const { list, asked } = useSavedMethods(customer);
  const failed = asked.data?.failed ?? [];
  const { labelOf } = useGatewayNames();
  const methods = list.data ?? [];
  const groups = [{ id: null, name: say('methods.own') }, ...payers].flatMap(({ id, name }) => {
    const own = methods.filter(({ payer }) => payer === id);
    return own.length > 0 ? [{ id, name: name || say('customers.unnamed'), own }] : [];
  });
  return (
    <section aria-label={say('methods.title')} aria-busy={asked.isLoading}>
      <StubSection title={say('methods.title')} action={<SaveMethod customer={customer} currency={currency} />}>
        {failed.map(({ gateway }) => (
          <Note key={gateway} tone="amber">
            {say('methods.staleAt', { gateway: labelOf(gateway) })}
          </Note>
        ))}
        {asked.error && <FailureNotice failure={failureOf(asked.error)} onRetry={() => void asked.refetch()} />}
        {list.error && <FailureNotice failure={failureOf(list.error)} onRetry={() => void list.refetch()} />}
        {list.data && methods.length === 0 && (
          <p className="soft">{say(asked.isLoading ? 'methods.asking' : 'methods.none')}</p>
        )}
        {groups.map(({ id, name, own }) => (
          <div key={id ?? ''}>
            <h4 className="saved-payer">
              <bdi>{name}</bdi>
            </h4>
            <ul className="saved-methods" aria-label={name}>
              {own.map((method) => (
                <MethodItem key={method.id} method={method} among={own} />
              ))}
            </ul>
          </div>
        ))}
      </StubSection>
    </section>
  );
}
