import type { FrameElement } from "@hotwired/turbo";
import type Sortable from "sortablejs";
import { type Drop, dragCards } from "./board_drag";
import { walk } from "./grid";
import { plainKey, typing } from "./keyboard";
import { ListeningController } from "./listening_controller";
import { post } from "./post";

const WALKING = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);
const ACTS: Record<string, string> = { e: "edit", l: "log" };

/** Moves cards: by drag, by the 「移動…」 menu and by keys. All three post the same form. */
export class BoardController extends ListeningController {
  static override targets = ["column", "list", "menu", "outcome"];
  static override values = { moveUrl: String };
  declare readonly columnTargets: HTMLElement[];
  declare readonly listTargets: HTMLElement[];
  declare readonly outcomeTargets: HTMLElement[];
  declare readonly menuTarget: HTMLFormElement;
  declare readonly hasMenuTarget: boolean;
  declare readonly moveUrlValue: string;

  /** The card of each column that had the focus last. */
  readonly #last = new WeakMap<Element, string>();
  #moving: HTMLElement | undefined;
  /** The card that was moved with the focus on it, until the reader goes elsewhere. */
  #held: string | undefined;
  #sortables: Sortable[] = [];
  #preparing: Promise<void> | undefined;

  override connect(): void {
    const { element } = this;
    this.listen(element, "keydown", this.#key);
    this.listen(element, "click", this.#click);
    this.listen(element, "focusin", this.#focus);
    this.listen(element, "turbo:frame-render", this.#rove);
    this.listen(element, "turbo:frame-render", this.#holdFocus);
    this.listen(element, "pointerdown", this.#letGo);
    for (const event of ["pointerover", "pointerdown", "focusin"]) {
      this.listen(element, event, this.#prepare, { once: true, passive: true });
    }
    // The touch that begins a drag would come too early for what it loads.
    if (matchMedia("(pointer: coarse)").matches) setTimeout(this.#prepare, 0);
    this.#rove();
  }

  override disconnect(): void {
    super.disconnect();
    for (const sortable of this.#sortables) sortable.destroy();
    this.#sortables = [];
    this.#preparing = undefined;
  }

  /** A column that came later, for instance with another pipeline. */
  listTargetConnected(): void {
    if (!this.#preparing) return;
    this.#preparing = undefined;
    this.#prepare();
  }

  /** The menu was submitted: its button says where to. */
  submitMove(event: SubmitEvent): void {
    event.preventDefault();
    const card = this.#moving;
    const phase = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "";
    this.menuTarget.hidePopover();
    if (card && phase) void this.#move(card, phase);
  }

  // Dragging

  #prepare = (): void => {
    this.#preparing ??= this.#makeDraggable();
  };

  async #makeDraggable(): Promise<void> {
    const { default: Sortable } = await import("sortablejs");
    if (!this.element.isConnected) return;
    for (const sortable of this.#sortables) sortable.destroy();
    this.#sortables = dragCards(Sortable, this.listTargets, this.outcomeTargets, {
      started: (card) => this.#started(card),
      dropped: (drop) => this.#dropped(drop),
    });
  }

  #started(card: HTMLElement): void {
    this.element.dataset.dragging = card.closest<HTMLElement>(".column")?.dataset.kind ?? "selling";
    if (this.hasMenuTarget) this.menuTarget.hidePopover();
    void this.#showMissing(card);
  }

  /** Columns say what is missing there; a server that does not answer in time leaves them silent. */
  async #showMissing(card: HTMLElement): Promise<void> {
    try {
      const response = await fetch(`${this.#moveUrl(card)}/new`, { headers: { Accept: "application/json" } });
      if (!response.ok) return;
      const { missing } = (await response.json()) as { missing: Record<string, string> };
      for (const column of this.columnTargets) {
        const place = column.querySelector(".column__missing");
        if (place) place.textContent = missing[column.dataset.phase ?? ""] ?? "";
      }
    } catch {
      // The drop itself will say what is missing.
    }
  }

  #dropped({ card, to, back }: Drop): void {
    delete this.element.dataset.dragging;
    if (to?.phase) {
      void this.#move(card, to.phase, back);
    } else {
      back();
      if (to?.url) this.#openDialog(to.url, card);
    }
  }

  async #move(card: HTMLElement, phase: string, back: () => void = () => {}): Promise<void> {
    const focused = card.contains(document.activeElement) || document.activeElement === document.body;
    const body = new URLSearchParams({ phase_id: phase, version: card.dataset.version ?? "" });
    card.setAttribute("aria-busy", "true");
    const moved = await post(this.#moveUrl(card), body);
    card.removeAttribute("aria-busy");
    if (!moved) back();
    if (focused) {
      this.#held = card.id;
      this.#holdFocus();
    }
  }

  // The menu

  #click = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(event.target instanceof Element)) return;
    const link = event.target.closest<HTMLAnchorElement>('[data-act="move"]');
    const card = link && cardOf(link);
    if (!card || !this.hasMenuTarget) return;
    event.preventDefault();
    this.#openMenu(card, link);
  };

  #openMenu(card: HTMLElement, source: HTMLElement): void {
    const menu = this.menuTarget;
    this.#moving = card;
    menu.action = this.#moveUrl(card);
    const version = menu.elements.namedItem("version");
    if (version instanceof HTMLInputElement) version.value = card.dataset.version ?? "";
    const { phase, kind } = card.closest<HTMLElement>(".column")?.dataset ?? {};
    for (const button of menu.querySelectorAll<HTMLButtonElement>("button[name=phase_id]")) {
      button.disabled = button.value === phase;
    }
    for (const item of menu.querySelectorAll<HTMLElement>("[data-kind]")) {
      item.hidden = item.dataset.kind !== kind;
    }
    for (const link of menu.querySelectorAll<HTMLAnchorElement>("a[data-url]")) {
      link.href = forCard(link.dataset.url ?? "", card);
    }
    menu.showPopover({ source });
  }

  #openDialog(url: string, card: HTMLElement): void {
    const frame = document.getElementById("dialog") as FrameElement | null;
    if (frame) frame.src = forCard(url, card);
  }

  // Keys

  #key = (event: KeyboardEvent): void => {
    if (!plainKey(event) || typing(event.target) || !(event.target instanceof Element)) return;
    const card = cardOf(event.target);
    if (!card) {
      if (WALKING.has(event.key) && this.#isGround(event.target))
        this.#take(event, this.#linkOf(this.element.querySelector<HTMLElement>(".card") ?? undefined));
    } else if (WALKING.has(event.key)) {
      this.#take(event, this.#linkOf(this.#walk(card, event.key)));
    } else if (event.key === "m") {
      const link = card.querySelector<HTMLElement>('[data-act="move"]');
      if (link && this.hasMenuTarget) {
        event.preventDefault();
        this.#openMenu(card, link);
      }
    } else {
      const act = ACTS[event.key];
      const link = act && card.querySelector<HTMLElement>(`[data-act="${act}"]`);
      if (link) {
        event.preventDefault();
        link.click();
      }
    }
  };

  #take(event: Event, link: HTMLElement | null): void {
    event.preventDefault();
    link?.focus();
    link?.closest(".card")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #walk(card: HTMLElement, key: string): HTMLElement | undefined {
    const columns = this.columnTargets.map((column) => [...column.querySelectorAll<HTMLElement>(".card")]);
    const column = columns.findIndex((cards) => cards.includes(card));
    const row = columns[column]?.indexOf(card) ?? 0;
    const place = walk(
      columns.map((cards) => cards.length),
      { column, row },
      key,
    );
    return columns[place.column]?.[place.row];
  }

  /** One card of each column is in the order of Tab, so that a column is one stop and not a hundred. */
  #rove = (): void => {
    for (const column of this.columnTargets) {
      const cards = [...column.querySelectorAll<HTMLElement>(".card")];
      const kept = cards.find(({ id }) => id === this.#last.get(column)) ?? cards[0];
      for (const card of cards) reach(card, card === kept);
    }
  };

  #focus = (event: FocusEvent): void => {
    const card = event.target instanceof Element ? cardOf(event.target) : null;
    const column = card?.closest<HTMLElement>(".column");
    if (!card || !column) return;
    const before = document.getElementById(this.#last.get(column) ?? "") ?? column.querySelector(".card");
    if (before instanceof HTMLElement && before !== card) reach(before, false);
    this.#last.set(column, card.id);
    reach(card, true);
  };

  /** Its old column loses the card before or after the new one gets it: each time the focus fell off, it goes back. */
  #holdFocus = (): void => {
    if (!this.#held) return;
    const card = document.getElementById(this.#held) ?? undefined;
    const focused = document.activeElement;
    if (focused === document.body) this.#linkOf(card)?.focus({ preventScroll: true });
    else if (!card?.contains(focused)) this.#letGo();
  };

  #letGo = (): void => {
    this.#held = undefined;
  };

  #linkOf(card: HTMLElement | undefined): HTMLElement | null {
    return card?.querySelector<HTMLElement>(".card__link") ?? null;
  }

  #isGround(target: Element): boolean {
    return target.matches(".board__columns, .column__cards");
  }

  #moveUrl(card: HTMLElement): string {
    return forCard(this.moveUrlValue, card);
  }
}

function cardOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>(".card");
}

function forCard(url: string, card: HTMLElement): string {
  return url.replace("{id}", card.dataset.id ?? "");
}

function reach(card: HTMLElement, reachable: boolean): void {
  for (const link of card.querySelectorAll<HTMLElement>("a")) link.tabIndex = reachable ? 0 : -1;
}
