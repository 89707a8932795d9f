/** The demo company's switch: its simulated gateways become unreachable or lose their answers, to see what the book does meanwhile. */
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../locales/words';
import { api } from '../rpc/client';
import { failureOf } from '../rpc/failure';
import { FailureNotice } from '../ui/notices';
import { RightButton } from '../ui/right-button';

interface TryOfflineProps {
  isOffline: boolean;
  losesAnswers: boolean;
}

export function TryOffline({ isOffline, losesAnswers }: TryOfflineProps) {
  const { say } = useWords();
  const change = useMutation({
    mutationFn: (play: { offline: boolean; losingAnswers: boolean }) => api.sync.tryOffline(play),
  });
  const online = losesAnswers ? 'sync.demoLosing' : 'sync.demoOnline';
  return (
    <section className="sync-demo">
      <p className="soft" role="status">
        {say(isOffline ? 'sync.demoOffline' : online)}
      </p>
      <RightButton
        to="sync.tryOffline"
        onClick={() => change.mutate({ offline: !isOffline, losingAnswers: losesAnswers })}
      >
        {say(isOffline ? 'sync.beOnline' : 'sync.tryOffline')}
      </RightButton>
      <RightButton
        to="sync.tryOffline"
        onClick={() => change.mutate({ offline: isOffline, losingAnswers: !losesAnswers })}
      >
        {say(losesAnswers ? 'sync.hearAgain' : 'sync.tryLosing')}
      </RightButton>
      {change.error && <FailureNotice failure={failureOf(change.error)} />}
    </section>
  );
}
