import { ListeningController } from "./listening_controller";

const PAUSE = 350;

/** Filters apply as soon as they are chosen, and text after a pause, but not within a conversion. */
export class AutosubmitController extends ListeningController<HTMLFormElement> {
  #timer: number | undefined;

  override connect(): void {
    this.listen(this.element, "change", this.#changed);
    this.listen(this.element, "input", this.#typed);
    this.listen(this.element, "compositionend", this.#typed);
  }

  override disconnect(): void {
    super.disconnect();
    clearTimeout(this.#timer);
  }

  #changed = (event: Event): void => {
    if (!inPanel(event.target) && !isText(event.target)) this.#submit();
  };

  #typed = (event: Event): void => {
    if (inPanel(event.target) || !isText(event.target)) return;
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#submit, PAUSE);
  };

  /** Choices left empty stay out of the address. */
  #submit = (): void => {
    clearTimeout(this.#timer);
    const empty = [...this.element.elements].filter(
      (field): field is HTMLInputElement | HTMLSelectElement =>
        (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) &&
        !field.value &&
        !field.disabled,
    );
    for (const field of empty) field.disabled = true;
    const focused = document.activeElement;
    this.element.requestSubmit();
    for (const field of empty) field.disabled = false;
    if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  };
}

/** A panel with a button of its own is submitted by that. */
function inPanel(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(".filter__panel:has(button)") !== null;
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && (target.type === "search" || target.type === "text");
}
