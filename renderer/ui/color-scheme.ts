/** Light, dark, or as the system is. Drawn before anything else, so that the window never flashes. */
import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

const KEY = 'counterfoil.theme';

export function readScheme(text: string | null): MantineColorScheme {
  return text === 'light' || text === 'dark' ? text : 'auto';
}

/** The last one of this origin. The book remembers it too: a browser shell has another origin each time. */
function lastScheme(): MantineColorScheme {
  return readScheme(localStorage.getItem(KEY));
}

export function drawFirstScheme(): void {
  const scheme = lastScheme();
  const dark = scheme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : scheme === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
}

/** `chosen` is told what a person chose. */
export function schemeManager(chosen: (scheme: MantineColorScheme) => void): MantineColorSchemeManager {
  return {
    get: lastScheme,
    set(scheme) {
      localStorage.setItem(KEY, scheme);
      chosen(scheme);
    },
    subscribe() {},
    unsubscribe() {},
    clear: () => localStorage.removeItem(KEY),
  };
}
