/** The demo company's switch: its simulated gateways become unreachable, and reachable again, to see what the book does meanwhile. */
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { FailureNotice } from '../ui/notices';
import { RightButton } from '../ui/right-button';

export function TryOffline({ isOffline }: { isOffline: boolean }) {
  const { say } = useWords();
  const change = useMutation({ mutationFn: () => api.sync.tryOffline({ offline: !isOffline }) });
  return (
    <section className="sync-demo">
      <p className="soft" role="status">
        {say(isOffline ? 'sync.demoOffline' : 'sync.demoOnline')}
      </p>
      <RightButton to="sync.tryOffline" onClick={() => change.mutate()}>
        {say(isOffline ? 'sync.beOnline' : 'sync.tryOffline')}
      </RightButton>
      {change.error && <FailureNotice failure={failureOf(change.error)} />}
    </section>
  );
}
