/** Where the keys go on once something can be pressed: a dialog that was waiting had nothing that could take them. */
import { type RefObject, useEffect, useRef } from 'react';

/** Put the ref on what is focused as soon as `isReady`; a person who went elsewhere in the dialog meanwhile is left there. */
export function useFocusWhen<Element extends HTMLElement>(isReady: boolean): RefObject<Element | null> {
  const place = useRef<Element>(null);
  useEffect(() => {
    if (!isReady) return;
    const dialog = place.current?.closest('[role="dialog"]');
    // Ready before the dialog looks for its first button: this is the one.
    place.current?.setAttribute('data-autofocus', '');
    const at = document.activeElement;
    // The cross in its head is where a dialog puts the keys that has nothing better yet.
    if (!dialog?.contains(at) || at?.closest('.sheet-dialog-head')) place.current?.focus({ preventScroll: true });
  }, [isReady]);
  return place;
}
