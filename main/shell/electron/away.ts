/** The computer was locked, or goes to sleep: nobody is at the windows, so they are locked with it. Linux tells of sleep only. */
import { powerMonitor, type Session } from 'electron';

/** Everything but local storage, in which a page keeps the colours of its first paint and nothing else. */
const storages: ('cookies' | 'filesystem' | 'indexdb' | 'serviceworkers' | 'cachestorage')[] = [
  'cookies',
  'filesystem',
  'indexdb',
  'serviceworkers',
  'cachestorage',
];

export function lockWhenAway(session: Session, lock: () => void): void {
  const away = () => {
    lock();
    session.clearStorageData({ storages }).catch((error: unknown) => console.error(error));
  };
  powerMonitor.on('lock-screen', away);
  powerMonitor.on('suspend', away);
}
