/** The state of the way to the engine, for what shows it. */
import { useSyncExternalStore } from 'react';
import { connection } from './client';
import type { ConnectionState } from './connection';

export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.get);
}
