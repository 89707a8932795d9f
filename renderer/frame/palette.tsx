/** Ctrl K: payments, customers, invoices, screens and duties, found by typing. */
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { toScreen } from '../ui/use-keys-stay';
import { type Finding, usePlainFindings } from './palette-findings';
import { inGroups } from './palette-fit';
import { InvoiceLine, PaymentLine } from './palette-payment';

const SHOWN_PAYMENTS = 6;
const SHOWN_CUSTOMERS = 5;
const SHOWN_INVOICES = 3;
const ALL = 'all';

/** `isLooking`: what is shown answers an earlier text. */
function useFound(text: string): { found: Finding[]; isLooking: boolean } {
  const { say } = useWords();
  const [settled] = useDebouncedValue(text.trim(), 120);
  const found = useQuery({
    queryKey: ['payments', 'palette', settled],
    enabled: settled.length > 1,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const [payments, customers, invoices] = await Promise.all([
        api.payments.page(
          { filter: { text: settled }, sort: { column: 'date', direction: 'desc' }, limit: SHOWN_PAYMENTS },
          { signal },
        ),
        api.customers.page(
          { filter: { text: settled }, sort: { column: 'name', direction: 'asc' }, limit: SHOWN_CUSTOMERS },
          { signal },
        ),
        api.invoices.page(
          { filter: { text: settled }, sort: { column: 'issued', direction: 'desc' }, limit: SHOWN_INVOICES },
          { signal },
        ),
      ]);
      return { payments: payments.rows, customers: customers.rows, invoices: invoices.rows };
    },
  });
  const isLooking = text.trim() !== settled || (settled.length > 1 && (found.isPending || found.isPlaceholderData));
  if (settled.length <= 1 || !found.data) return { found: [], isLooking: isLooking && text.trim().length > 1 };
  const { payments, customers, invoices } = found.data;
  const findings = [
    ...customers.map((row) => ({
      key: `customer ${row.id}`,
      group: say('palette.customers'),
      label: <bdi>{row.name}</bdi>,
      place: { screen: 'customers', id: row.id, query: {} },
    })),
    ...payments.map((row) => ({
      key: `payment ${row.id}`,
      group: say('palette.payments'),
      label: <PaymentLine row={row} />,
      place: { screen: 'payments', id: row.id, query: { text: settled } },
    })),
    ...invoices.map((row) => ({
      key: `invoice ${row.id}`,
      group: say('palette.invoices'),
      label: <InvoiceLine row={row} />,
      place: { screen: 'invoices', id: row.id, query: { text: settled } },
    })),
    {
      key: ALL,
      group: say('palette.payments'),
      label: say('palette.allPayments', { text: settled }),
      place: { screen: 'payments', id: null, query: { text: settled } },
    },
  ];
  return { found: findings, isLooking };
}

interface ListProps {
  id: string;
  findings: readonly Finding[];
  active: number;
  onChoose(finding: Finding): void;
  onPoint(index: number): void;
}

function FindingList({ id, findings, active, onChoose, onPoint }: ListProps) {
  const { say } = useWords();
  const groups = [...new Set(findings.map((finding) => finding.group))];
  return (
    <div role="listbox" id={id} className="palette-list" aria-label={say('palette.found')}>
      {groups.map((group) => (
        <div key={group} role="group" aria-label={group}>
          <div className="palette-group" aria-hidden="true">
            {group}
          </div>
          {findings.map((finding, index) =>
            finding.group === group ? (
              <div
                key={finding.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className="palette-option"
                onClick={() => onChoose(finding)}
                onKeyDown={() => {}}
                onMouseMove={() => onPoint(index)}
              >
                {finding.label}
              </div>
            ) : null,
          )}
        </div>
      ))}
    </div>
  );
}

function useOnce(awaited: Finding | undefined, taken: () => void, choose: (finding: Finding) => void): void {
  useEffect(() => {
    if (!awaited) return;
    taken();
    choose(awaited);
  });
}

function PaletteBody({ onClose }: { onClose(isLeft?: boolean): void }) {
  const { say } = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [pointed, setPointed] = useState(0);
  const [entered, setEntered] = useState(false);
  const { found, isLooking } = useFound(text);
  const { called, others, choose } = usePlainFindings(text, onClose);
  const isAll = ({ key }: Finding) => key === ALL;
  const named = found.filter((one) => !isAll(one));
  const findings = inGroups([...called, ...named, ...others, ...found.filter(isAll)]);
  const active = Math.min(pointed, findings.length - 1);
  // Enter waits for the answer to what was typed, and takes its first: never one of an earlier list.
  const awaited = entered && !isLooking ? findings[0] : undefined;
  useOnce(awaited, () => setEntered(false), choose);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && findings.length > 0) {
      event.preventDefault();
      const next = (active + step + findings.length) % findings.length;
      setPointed(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    const finding = findings[active];
    if (event.key === 'Enter' && finding) {
      event.preventDefault();
      if (isLooking) setEntered(true);
      else choose(finding);
    }
  };
  return (
    <>
      <div className="palette-field">
        <IconSearch size={16} stroke={1.8} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={findings.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-label={say('bar.search')}
          placeholder={say('bar.search')}
          value={text}
          maxLength={200}
          spellCheck={false}
          data-autofocus
          onChange={(event) => {
            setText(event.currentTarget.value);
            setPointed(0);
            setEntered(false);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <FindingList id={id} findings={findings} active={active} onChoose={choose} onPoint={setPointed} />
      {findings.length === 0 && <p className="palette-none">{say('palette.nothing', { text })}</p>}
    </>
  );
}

export function Palette({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { say } = useWords();
  // Who goes somewhere takes the keys along; else they go back to where they were.
  const [isLeft, setLeft] = useState(false);
  const close = (leaves = false) => {
    setLeft(leaves);
    onClose();
    // Where one was already: nothing there has asked for the keys.
    if (leaves) setTimeout(toScreen);
  };
  return (
    <Modal.Root
      opened={opened}
      onClose={() => close()}
      returnFocus={!isLeft}
      centered={false}
      size={560}
      yOffset="12vh"
    >
      <Modal.Overlay />
      <Modal.Content aria-label={say('bar.search')}>
        <Modal.Body className="palette-body">
          <PaletteBody onClose={close} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
