import { ListeningController } from "./listening_controller";

/** A `<details>` that behaves as a panel: a click elsewhere and Escape close it. */
export class DisclosureController extends ListeningController<HTMLDetailsElement> {
  override connect(): void {
    this.listen(document, "click", this.#elsewhere);
    this.listen(this.element, "keydown", this.#key);
  }

  #elsewhere = (event: Event): void => {
    if (this.element.open && !event.composedPath().includes(this.element)) this.element.open = false;
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || !this.element.open || event.isComposing) return;
    event.preventDefault();
    this.element.open = false;
    this.element.querySelector("summary")?.focus();
  };
}
