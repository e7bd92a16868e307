import { ListeningController } from "./listening_controller";

/** A popover of links and buttons: the first gets the focus, arrows walk, an act closes it. */
export class MenuController extends ListeningController {
  override connect(): void {
    this.listen(this.element, "toggle", this.#toggled);
    this.listen(this.element, "keydown", this.#key);
    this.listen(this.element, "click", this.#acted);
  }

  #toggled = (event: ToggleEvent): void => {
    if (event.newState === "open") this.#items[0]?.focus();
  };

  #key = (event: KeyboardEvent): void => {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || items.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    items.at(next % items.length)?.focus();
  };

  #acted = (event: Event): void => {
    if (event.target instanceof Element && event.target.closest("a, button")) {
      // After the click itself: a button of a popover that closes first would not submit its form.
      setTimeout(() => this.element.matches(":popover-open") && this.element.hidePopover(), 0);
    }
  };

  get #items(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>(".menu__item:not(:disabled)")];
  }
}
