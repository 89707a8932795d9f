/** The window's beginning: styles, the way to the engine, and the app. */
import './page-policy';
import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/ui.css';
import './ui/controls.css';
import './ui/floating.css';
import './ui/notices.css';
import './ui/stub.css';
import './frame/frame.css';
import './frame/window.css';
import './frame/operator.css';
import './table/table.css';
import './table/filters.css';
import './ui/fonts';
import { notifyManager, QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { askFirst, keepConnected } from './rpc/client';
import { isAbort } from './rpc/failure';
import { startLive } from './rpc/live';
import { comeBack } from './rpc/operator-session';
import { drawFirstScheme } from './ui/color-scheme';
import { loadScripts } from './ui/fonts';
import { keepSecondClicks } from './ui/second-click';

// What a person chose is drawn with the press of the key, not a timer later: until then a tick box would show what it was.
notifyManager.setScheduler(queueMicrotask);

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // What changed is told by the engine; nothing is asked for again by time or by focus.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 5 * 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) => count < 1 && !isAbort(error),
      retryDelay: 400,
    },
    mutations: { networkMode: 'always' },
  },
});

drawFirstScheme();
keepSecondClicks(document);
startLive(queries);
askFirst(comeBack);
void keepConnected();

// A frame later, so that the way to the engine is being opened while the first screen is drawn.
requestAnimationFrame(() => {
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<App queries={queries} />);
});

window.addEventListener('load', () => void loadScripts(), { once: true });
