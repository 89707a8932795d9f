// npm passes a signal to the shell between it and a script, and that shell dies without passing it on. The script sees
// only that its parent is gone.

const lookEveryMs = 300;

/** Calls `act` once when this script was started by npm and what started it is gone. */
export function whenParentGone(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, lookEveryMs);
  timer.unref();
}
