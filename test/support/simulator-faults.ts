/** The faults of a provider that tests draw from, by name: each is what the simulator does to one request. */
import type { Fault, Faults, SimulatedRequest } from '../../main/gateways/fault';

/** The fault for the `nth` request (from 1) to a path; null for the others. */
export function onNth(path: string, nth: number, fault: Fault, times = Number.POSITIVE_INFINITY): Faults {
  let count = 0;
  return (request: SimulatedRequest) => {
    if (request.path !== path) return null;
    count++;
    return count >= nth && count < nth + times ? fault : null;
  };
}

/** Puts another value where `path` leads, in the first row of a list (or in the object itself). `undefined` takes it out. */
export function tamper(path: string, value: unknown): Fault {
  return {
    kind: 'rewrite',
    change: (answer) => {
      const first: unknown = list(answer)?.[0] ?? answer;
      const steps = path.split('.');
      const last = steps.pop() ?? '';
      let here: unknown = first;
      for (const step of steps) here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined;
      if (typeof here !== 'object' || here === null) throw new Error(`nothing at ${path}`);
      if (value === undefined) Reflect.deleteProperty(here, last);
      else Reflect.set(here, last, value);
      return answer;
    },
  };
}

function list(answer: unknown): unknown[] | null {
  const data: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'data') : null;
  return Array.isArray(data) ? data : null;
}

/** The same page for ever, with more to come. */
export function samePageForEver(): Fault {
  let first: unknown = null;
  return {
    kind: 'rewrite',
    change: (answer) => {
      first ??= { ...(typeof answer === 'object' ? answer : {}), has_more: true };
      return first;
    },
  };
}

/** Nothing in it, and more to come. */
export const emptyForEver: Fault = {
  kind: 'rewrite',
  change: (answer) => ({ ...(typeof answer === 'object' ? answer : {}), data: [], has_more: true }),
};

/** New rows on each page, without end. */
export function newPagesForEver(path: string): Faults {
  let page = 0;
  return (request) => {
    if (request.path !== path) return null;
    page++;
    const data = [0, 1, 2].map((n) => ({ id: `pi_endless${page}x${n}`, object: 'payment_intent' }));
    const body = JSON.stringify({ object: 'list', data, has_more: true, url: path });
    return { kind: 'status', status: 200, body };
  };
}
