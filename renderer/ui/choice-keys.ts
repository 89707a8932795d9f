/**
 * How a list to choose from takes what is typed into it: it stands in the place of what was chosen, Tab and Enter take what fits, and
 * Enter on what fits nothing sends no form off, which would go with the earlier choice.
 */
import type { FocusEvent, KeyboardEvent } from 'react';

/** Not every Chromium does it: what was typed stood behind the old choice then, and fitted nothing. */
export function selectText({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  currentTarget.select();
}

const wordsOf = (option: Element) => (option.textContent ?? '').trim().toLowerCase();

/**
 * What the list offers for what stands in the field: the one that is called just so, else the first. Null where the list is not of it:
 * where the field says what is chosen already, all are listed, and the first of them is nothing that anybody asked for.
 */
function offeredFor(list: Element, typed: string): HTMLElement | null {
  const options = [...list.querySelectorAll<HTMLElement>('[role="option"]')];
  if (typed === '' || !options.every((option) => wordsOf(option).includes(typed))) return null;
  return options.find((option) => wordsOf(option) === typed) ?? options[0] ?? null;
}

export function takeTyped(event: KeyboardEvent<HTMLInputElement>): void {
  const { key, currentTarget: field, shiftKey } = event;
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  const isTaking = key === 'Enter' || (key === 'Tab' && !shiftKey);
  if (!list || !isTaking || field.getAttribute('aria-expanded') !== 'true' || field.readOnly) return;
  if (key === 'Enter' && !list.querySelector('[role="option"]')) event.preventDefault();
  const pointed = list.querySelector<HTMLElement>('[role="option"][data-combobox-selected]');
  // What the arrows point at is taken with Enter by the list itself.
  if (pointed && key === 'Enter') return;
  const taken = pointed ?? offeredFor(list, field.value.trim().toLowerCase());
  if (!taken) return;
  const isChosen = taken.getAttribute('aria-selected') === 'true';
  // Passed by with what it says already, Enter is the form's.
  if (key === 'Enter' && !(isChosen && field.value === taken.textContent)) event.preventDefault();
  if (!isChosen) taken.click();
}
