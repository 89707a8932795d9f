/**
 * The second half of a double click is meant for what the first half pressed. Where that has already brought something else under the
 * pointer (a payment that is asked for is answered within milliseconds), it presses nothing, and does not put away what just came.
 */
const PRESSABLE = 'button, a, input, label, [role="option"], [role="menuitem"], [role="tab"]';

function pressedBy({ target }: MouseEvent): Element | null {
  const pressed = target instanceof Element ? target.closest(PRESSABLE) : null;
  return pressed instanceof HTMLLabelElement ? pressed.control : pressed;
}

export function keepSecondClicks(page: Document): void {
  let first: Element | null = null;
  const look = (event: MouseEvent) => {
    const pressed = pressedBy(event);
    // `detail` counts the clicks of one such press; a key counts as none.
    if (event.detail < 2) first = pressed;
    else if (pressed !== first) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  page.addEventListener('click', look, { capture: true });
}
