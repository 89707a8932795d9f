/** Reasons not to start the browser shell at all, each as the sentence that is printed. */

export interface StartState {
  nodeOptions: string | undefined;
  execArgv: readonly string[];
  asRoot: boolean;
  allowRoot: boolean;
  development: boolean;
}

/** Null when nothing speaks against it. */
export function startRefusal(state: StartState): string | null {
  if (!state.development) {
    if (state.nodeOptions) return 'Counterfoil does not start with NODE_OPTIONS set: unset it, then try again.';
    if (state.execArgv.some((arg) => arg.startsWith('--inspect') || arg.startsWith('--debug'))) {
      return 'Counterfoil does not start under a debugger: leave --inspect out.';
    }
  }
  if (state.asRoot && !state.allowRoot) {
    return 'Counterfoil does not start as root unless told so: use an account of your own, or add --allow-root.';
  }
  return null;
}
