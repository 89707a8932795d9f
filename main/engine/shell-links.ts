/** The shells that are connected, and asking them. */
import type { WebSocket } from 'ws';
import type { CallerShell } from '../context';
import { Failure, isFailureCode } from '../kernel/failure';
import {
  type Answer,
  type Ask,
  answerMessageSchema,
  askMessageSchema,
  helloSchema,
  lockSchema,
  type ShellKind,
} from '../shell/shell';

/** A save dialog may stay open for a while. */
const ANSWER_WITHIN_MS = 10 * 60_000;

export interface ShellLinks {
  take(webSocket: WebSocket): void;
  /** The shell of this key, at the time of asking: it may connect after its windows do. */
  shellOf(key: string): CallerShell;
}

interface Link {
  kind: ShellKind;
  ask(ask: Ask): Promise<Answer>;
}

/** `lock` is called when a shell says that nobody is at the computer. */
export function shellLinks(lock: () => void): ShellLinks {
  const links = new Map<string, Link>();
  return {
    take(webSocket) {
      let key: string | null = null;
      const questions = questionsOn(webSocket);
      webSocket.on('message', (data) => {
        const message: unknown = readJson(data.toString());
        const hello = helloSchema.safeParse(message);
        if (hello.success) {
          key = hello.data.hello.key;
          links.set(key, { kind: hello.data.hello.kind, ask: questions.ask });
          return;
        }
        if (lockSchema.safeParse(message).success) {
          lock();
          return;
        }
        const answer = answerMessageSchema.safeParse(message);
        if (answer.success) questions.answered(answer.data.id, answer.data.answer);
      });
      webSocket.on('close', () => {
        if (key !== null) links.delete(key);
        questions.lost();
      });
    },
    shellOf: (key) => ({
      get kind() {
        return links.get(key)?.kind ?? 'none';
      },
      async ask(ask) {
        const link = links.get(key);
        if (!link) throw new Failure('not-allowed', { detail: 'this window has no shell' });
        const answer = await link.ask(ask);
        if (answer.kind !== 'refused') return answer;
        if (answer.failure && isFailureCode(answer.failure.code))
          throw new Failure(answer.failure.code, answer.failure.params);
        throw new Failure('not-allowed', { detail: answer.why });
      },
    }),
  };
}

function questionsOn(webSocket: WebSocket) {
  const open = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  let lastId = 0;
  return {
    ask(ask: Ask): Promise<Answer> {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          open.delete(id);
          reject(new Failure('not-allowed', { detail: 'the window did not answer' }));
        }, ANSWER_WITHIN_MS);
        timer.unref();
        open.set(id, {
          resolve: (answer) => {
            clearTimeout(timer);
            resolve(answer);
          },
          reject,
        });
        webSocket.send(JSON.stringify(askMessageSchema.parse({ id, ask })));
      });
    },
    answered(id: number, answer: Answer) {
      open.get(id)?.resolve(answer);
      open.delete(id);
    },
    lost() {
      for (const waiting of open.values())
        waiting.reject(new Failure('not-allowed', { detail: 'the window was closed' }));
      open.clear();
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
