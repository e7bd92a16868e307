// Keys and the input method: nothing acts while a Japanese word is being converted.

/** The parts of a keyboard event that decide, so that tests need no browser. */
export interface Key {
  readonly key: string;
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly altKey?: boolean;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
}

/**
 * Whether the key belongs to an input method. Safari ends the composition *before* the keydown of the Enter that
 * confirms it, so `isComposing` is already false there; the key code is 229 all the same.
 */
export function composing(event: Key): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether a single key may act as a shortcut: no modifier, no conversion. */
export function plainKey(event: Key): boolean {
  return !(event.altKey || event.ctrlKey || event.metaKey || composing(event));
}

/** Whether keys go into a field, so that a letter is text and not a shortcut. */
export function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}

const FIELDS =
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"]), textarea, select, [contenteditable="true"]';

/** The Enter that confirms a conversion must not submit the form around the field. */
export function refuseEnterWhileComposing(root: Document): void {
  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && composing(event) && event.target instanceof HTMLInputElement) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}
