import { Controller } from "@hotwired/stimulus";
import { announce } from "./notify";
import { post } from "./post";

/** A list put in order by drag or by its up and down buttons; posts `id=3&id=1&id=2`. */
export class OrderController extends Controller<HTMLElement> {
  static override targets = ["item"];
  static override values = { url: String, movedText: String };
  declare readonly itemTargets: HTMLElement[];
  declare readonly urlValue: string;
  declare readonly movedTextValue: string;

  #saved: HTMLElement[] = [];

  override connect(): void {
    this.#saved = this.itemTargets;
    this.element.addEventListener("pointerover", this.#prepare, { once: true, passive: true });
    this.element.addEventListener("pointerdown", this.#prepare, { once: true, passive: true });
  }

  up(event: Event): void {
    this.#step(event, -1);
  }

  down(event: Event): void {
    this.#step(event, 1);
  }

  #step(event: Event, by: number): void {
    event.preventDefault();
    const button = event.currentTarget as HTMLButtonElement;
    const item = this.itemTargets.find((item) => item.contains(button));
    if (!item) return;
    const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (by < 0) neighbour?.before(item);
    else neighbour?.after(item);
    void this.#save(item);
    button.focus();
    if (button.disabled) item.querySelector<HTMLElement>(".sorted__acts button:not(:disabled)")?.focus();
  }

  #prepare = async (): Promise<void> => {
    const { default: Sortable } = await import("sortablejs");
    if (!this.element.isConnected || Sortable.get(this.element)) return;
    new Sortable(this.element, {
      handle: ".sorted__grip",
      animation: 120,
      forceFallback: true,
      fallbackTolerance: 4,
      ghostClass: "sorted__item--ghost",
      onEnd: ({ item }) => void this.#save(item),
    });
  };

  async #save(moved: HTMLElement): Promise<void> {
    const items = this.itemTargets;
    if (items.every((item, index) => item === this.#saved[index])) return;
    this.#mark();
    const body = new URLSearchParams(items.map((item) => ["id", item.dataset.id ?? ""]));
    if (await post(this.urlValue, body)) {
      this.#saved = items;
      const place = String(items.indexOf(moved) + 1);
      announce(this.movedTextValue.replace("{name}", moved.dataset.name ?? "").replace("{place}", place));
    } else {
      this.element.append(...this.#saved);
      this.#mark();
    }
  }

  /** The first has nothing above it, the last nothing below. */
  #mark(): void {
    const items = this.itemTargets;
    items.forEach((item, index) => {
      const [up, down] = item.querySelectorAll<HTMLButtonElement>("[data-action*='order#']");
      if (up) up.disabled = index === 0;
      if (down) down.disabled = index === items.length - 1;
    });
  }
}
