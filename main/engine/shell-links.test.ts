/** What a shell may say to the engine besides its answers. */
import { EventEmitter } from 'node:events';
import { expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { shellLinks } from './shell-links';

function connected() {
  const lock = vi.fn();
  const links = shellLinks(lock);
  const webSocket = new EventEmitter();
  // A shell's end of the line: it only speaks here.
  links.take(webSocket as WebSocket);
  const say = (message: unknown) => webSocket.emit('message', Buffer.from(JSON.stringify(message)));
  return { lock, links, say };
}

it('a shell whose computer is left locks the windows', () => {
  const { lock, links, say } = connected();
  say({ hello: { key: 'the key of this shell', kind: 'electron' } });
  expect(lock).not.toHaveBeenCalled();
  say({ lock: true });
  expect(lock).toHaveBeenCalledOnce();
  expect(links.shellOf('the key of this shell').kind).toBe('electron');
});

it('what is nearly that locks nothing', () => {
  const { lock, say } = connected();
  for (const message of [{ lock: false }, { lock: true, more: 1 }, { lock: 'true' }, 'lock', null]) say(message);
  expect(lock).not.toHaveBeenCalled();
});
