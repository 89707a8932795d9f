/**
 * The keys in a list of items that a person deals with one after the other: J, K and the arrows go through it, and when the item that
 * had them was dealt with and is gone, they are at the one that follows it, else on the screen.
 */
import { type RefObject, useEffect, useRef } from 'react';
import { isTyping } from './use-key';
import { isOnNothing, toScreen } from './use-keys-stay';

const steps: Readonly<Record<string, 1 | -1>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** What of an item takes the keys: the item itself, else its button of these words, else its first deed, else what it offers first. */
function placeIn(item: Element, words: string | null | undefined): HTMLElement | null {
  if (item instanceof HTMLElement && item.matches('[tabindex]')) return item;
  const buttons = [...item.querySelectorAll<HTMLElement>('button:not(:disabled)')];
  return (
    (words ? buttons.find(({ textContent }) => textContent === words) : undefined) ??
    item.querySelector<HTMLElement>('[class$="-deeds"] button:not(:disabled)') ??
    item.querySelector<HTMLElement>('input:not(:disabled), button:not(:disabled), a')
  );
}

/** The arrows are the list's while it, or nothing else of the screen, has the keys; J and K come back to it from anywhere. */
function step(event: KeyboardEvent, items: readonly Element[], deed: string | undefined): void {
  const by = steps[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (by === undefined || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) return;
  const at = document.activeElement;
  const from = items.findIndex((item) => item.contains(at));
  if (event.key.length > 1 && from < 0 && !isOnNothing() && at?.tagName !== 'MAIN') return;
  const words = from < 0 ? deed : at?.textContent;
  const rest = from < 0 ? items : by > 0 ? items.slice(from + 1) : items.slice(0, from).reverse();
  const place = rest.map((item) => placeIn(item, words)).find((found) => found !== null);
  if (!place) return;
  event.preventDefault();
  place.focus();
}

/**
 * `shown`: changes whenever the items do. `deed`: the words of the one that is done to item after item; it has the keys where there is
 * one. The ref is the list's or the table body's, whose children are its items.
 */
export function useKeysInList<List extends HTMLElement = HTMLUListElement>(
  shown: unknown,
  deed?: string,
): RefObject<List | null> {
  const list = useRef<List>(null);
  const last = useRef(-1);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      // In the palette or a dialog they are not lost.
      if (target instanceof Element && target.closest('[role="dialog"]')) return;
      last.current = [...(list.current?.children ?? [])].findIndex(
        (item) => target instanceof Node && item.contains(target),
      );
    };
    const listen = (event: KeyboardEvent) => step(event, [...(list.current?.children ?? [])], deed);
    document.addEventListener('focusin', note);
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('focusin', note);
      document.removeEventListener('keydown', listen);
    };
  }, [deed]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at again whenever other items are shown
  useEffect(() => {
    if (last.current < 0 || !isOnNothing()) return;
    const items = [...(list.current?.children ?? [])];
    const rest = items.slice(Math.min(last.current, items.length - 1));
    const place = rest.map((item) => placeIn(item, deed)).find((found) => found !== null);
    if (place) place.focus({ preventScroll: true });
    else toScreen();
  }, [shown]);
  return list;
}
