/** Making a saved method primary, and deleting it: each says first what it changes. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../locales/words';
import { api } from '../../rpc/client';
import { newId } from '../../rpc/new-id';
import { Confirm } from '../../ui/confirm';
import type { MethodDeedProps } from './method-menu';
import { useMethodName } from './method-name';

export function PrimaryQuestion({ method, among, onClose }: MethodDeedProps) {
  const { say } = useWords();
  const nameOf = useMethodName();
  const [request] = useState(newId);
  const before = among.find(({ primary }) => primary);
  return (
    <Confirm
      opened
      title={say('methods.makePrimary')}
      consequences={[
        say('methods.becomesPrimary', { method: nameOf(method) }),
        say('methods.chosenFirst'),
        ...(before ? [say('methods.noLonger', { method: nameOf(before) })] : []),
      ]}
      deed={say('methods.makePrimary')}
      onConfirm={async () => void (await api.methods.makePrimary({ request, id: method.id }))}
      onClose={onClose}
    />
  );
}

export function RemovalQuestion({ method, among, gateway, onClose }: MethodDeedProps) {
  const { say } = useWords();
  const nameOf = useMethodName();
  const [request] = useState(newId);
  const { id, consent } = method;
  const found = useQuery({
    queryKey: ['customers', 'methods', 'removal', id],
    retry: false,
    queryFn: ({ signal }) => api.methods.removal({ id }, { signal }),
  }).data;
  const waiting = useQuery({
    queryKey: ['customers', 'methods', 'tried-with', id],
    retry: false,
    queryFn: ({ signal }) => api.charges.triedWith({ method: id }, { signal }),
  }).data;
  const next = among.find((one) => one.id === found?.next);
  return (
    <Confirm
      opened={found !== undefined && waiting !== undefined}
      title={`${say('methods.remove')} · ${nameOf(method)}`}
      consequences={[
        say('methods.removedThere', { gateway }),
        ...(next ? [say('methods.becomesPrimary', { method: nameOf(next) })] : []),
        ...(found?.primary && found.next === null ? [say('methods.noneLeft')] : []),
        ...(consent ? [say('methods.consentEnds')] : []),
        ...(waiting && waiting.length > 0
          ? [
              say('methods.retriesWait', {
                count: waiting.length,
                numbers: waiting.map(({ number }) => number).join(', '),
              }),
            ]
          : []),
        ...(found && found.underWay > 0 ? [say('methods.underWay', { count: found.underWay })] : []),
      ]}
      deed={say('methods.remove')}
      destructive
      onConfirm={async () => void (await api.methods.remove({ request, id }))}
      onClose={onClose}
    />
  );
}
