/** What the browser shell says and hears on its terminal: links for people, JSON lines for programs. */
import { createInterface } from 'node:readline';

export interface TerminalTalk {
  link: () => string;
  stop: () => void;
}

/** For programs: a JSON line with a link now and for each line that comes in; ends when its input ends. */
export function talkToProgram({ link, stop }: TerminalTalk): void {
  const say = () => console.log(JSON.stringify({ event: 'link', link: link() }));
  const lines = createInterface({ input: process.stdin });
  lines.on('line', say);
  lines.on('close', stop);
  say();
}

/** For people: a link now, and a fresh one for each Enter. */
export function talkToPerson({ link }: TerminalTalk): void {
  const say = () => console.log(`\n  ${link()}\n`);
  console.log('Open this link in a browser on this computer within a minute; it works once:');
  say();
  if (!process.stdin.isTTY) return;
  console.log('Press Enter for a fresh link, Ctrl+C to end.');
  createInterface({ input: process.stdin }).on('line', say);
}
