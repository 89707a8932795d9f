/** The id under which something is asked for: the same however often it is pressed, another once it says something else. */
import { useState } from 'react';
import { newId } from './new-id';

interface Requests {
  /** Of what is asked for now, in a text that differs where it does. */
  of(said: string): string;
  /** It is done: the same words are another thing to ask for from now on. */
  forget(): void;
}

/** Not a state of React's: two presses that come before it draws anew have to find the same id. */
function makeRequests(): Requests {
  let last: { said: string; request: string } | null = null;
  return {
    of(said) {
      if (last?.said !== said) last = { said, request: newId() };
      return last.request;
    },
    forget() {
      last = null;
    },
  };
}

export function useRequest(): Requests {
  const [requests] = useState(makeRequests);
  return requests;
}
