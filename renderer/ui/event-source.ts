/** Where an event came from, in words: a gateway account by its name, the window, the command line. */
import { useWords } from '../locales/words';
import { useGatewayNames } from './gateway-names';

export function useEventSource(): (source: string) => string {
  const { say } = useWords();
  const { labelOf } = useGatewayNames();
  return (source) => {
    const [kind, gateway] = source.split(':');
    if (kind === 'gateway' && gateway) return say('event.fromGateway', { gateway: labelOf(gateway) });
    if (kind === 'demo') return say('event.fromDemo');
    if (kind === 'command-line') return say('event.fromCommandLine');
    return kind === 'screen' ? say('event.fromScreen') : source;
  };
}
