/** A bank without an open line is no end: the next bank that has some, else the exceptions, else the close. The keys are on it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { BankStanding } from '../../../main/features/matching/contract';
import { useWords } from '../../locales/words';
import { linkTo } from '../../navigation';
import { api } from '../../rpc/client';
import { isOnNothing } from '../../ui/use-keys-stay';
import { benchLink } from './bench/bench-place';

/** How many stand open, by type; the tabs show them too. */
export function useExceptionCount(): number | undefined {
  const ages = useQuery({
    queryKey: ['payments', 'exceptions', 'ages'],
    queryFn: ({ signal }) => api.matching.exceptionAges(undefined, { signal }),
  });
  return ages.data?.reduce((sum, { count }) => sum + count, 0);
}

/** A link as a button; where the keys are on nothing, on it. */
function Onward({ href, children }: { href: string; children: string }) {
  const place = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isOnNothing() || document.activeElement?.tagName === 'MAIN') place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Button component="a" ref={place} href={href}>
      {children}
    </Button>
  );
}

export function ToClose() {
  const { say } = useWords();
  return <Onward href={linkTo('close')}>{say('bench.nextClose')}</Onward>;
}

/** `bank`: the key of the one that is done. */
export function NextStep({ banks, bank }: { banks: readonly BankStanding[]; bank: string }) {
  const { say } = useWords();
  const exceptions = useExceptionCount();
  const next = banks.find(({ key, open }) => open > 0 && key !== bank);
  if (next)
    return (
      <Onward href={benchLink({ bank: next.id })}>
        {say('bench.nextBank', { name: next.name, count: next.open })}
      </Onward>
    );
  if (exceptions === undefined) return null;
  if (exceptions === 0) return <ToClose />;
  return (
    <Onward href={linkTo('reconcile', null, { part: 'exceptions' })}>
      {say('bench.nextExceptions', { count: exceptions })}
    </Onward>
  );
}
