/**
 * How a list to choose from takes what is typed into it: it stands in the place of what was chosen, Tab and Enter take what fits, and
 * Enter on what fits nothing sends no form off, which would go with the earlier choice.
 */
import type { FocusEvent, KeyboardEvent } from 'react';

/** Not every Chromium does it: what was typed stood behind the old choice then, and fitted nothing. */
export function selectText({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  currentTarget.select();
}

export function takeTyped(event: KeyboardEvent<HTMLInputElement>): void {
  const { key, currentTarget: field, shiftKey } = event;
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  if (!list || field.getAttribute('aria-expanded') !== 'true') return;
  if (key === 'Enter' && !list.querySelector('[role="option"]')) event.preventDefault();
  const pointed = list.querySelector('[role="option"][data-combobox-selected]');
  const isLeft = key === 'Tab' && !shiftKey && field.value.trim() !== '';
  if (isLeft && pointed instanceof HTMLElement && pointed.getAttribute('aria-selected') !== 'true') pointed.click();
}
