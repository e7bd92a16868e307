// Dragging cards by pointer and by touch, with SortableJS. Where a card lies in a column is the server's to say,
// so a drop only tells the column, or the outcome, it fell on.
import type Sortable from "sortablejs";
import type { Options, SortableEvent } from "sortablejs";

/** Where a card was dropped: on a phase, or on an outcome whose questions are at a URL. */
export interface DropPlace {
  readonly phase?: string | undefined;
  readonly url?: string | undefined;
}

export interface Drop {
  readonly card: HTMLElement;
  /** Nowhere when it fell back on its own column. */
  readonly to: DropPlace | undefined;
  /** Puts the card where it was. */
  readonly back: () => void;
}

interface Acts {
  started(card: HTMLElement): void;
  dropped(drop: Drop): void;
}

/** Makes the cards of the lists draggable to other lists and to the outcomes. */
export function dragCards(
  library: typeof Sortable,
  lists: readonly HTMLElement[],
  outcomes: readonly HTMLElement[],
  acts: Acts,
): Sortable[] {
  let back = () => {};
  const common: Options = {
    draggable: ".card",
    sort: false,
    ignore: "a",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    ghostClass: "card--ghost",
    fallbackClass: "card--dragged",
    // The browser's own drag looks different everywhere and knows no touch.
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 5,
    delay: 220,
    delayOnTouchOnly: true,
    touchStartThreshold: 6,
    scrollSensitivity: 60,
    scrollSpeed: 14,
    bubbleScroll: true,
    onStart: ({ item }) => {
      back = returning(item);
      acts.started(item);
    },
    onEnd: (event) => {
      spendClick();
      acts.dropped({ card: event.item, to: placeOf(event), back });
    },
  };
  const onto = (place: HTMLElement, pull: boolean): Sortable =>
    new library(place, {
      ...common,
      group: { name: "cards", pull, put: (_, from) => takes(place, from.el) },
    });
  return [...lists.map((list) => onto(list, true)), ...outcomes.map((outcome) => onto(outcome, false))];
}

/** Selling and follow-up are different ways: between them a deal goes by being won, not by a move. */
function takes(place: HTMLElement, from: HTMLElement): boolean {
  return kindOf(place) === kindOf(from);
}

function kindOf(place: HTMLElement): string {
  return place.closest<HTMLElement>("[data-kind]")?.dataset.kind ?? "selling";
}

function placeOf({ from, to }: SortableEvent): DropPlace | undefined {
  if (from === to) return undefined;
  const { url } = to.dataset;
  return url ? { url } : { phase: to.closest<HTMLElement>("[data-phase]")?.dataset.phase };
}

/** Remembers where the card was; the neighbours may have changed by the time it goes back. */
function returning(card: HTMLElement): () => void {
  const parent = card.parentElement;
  const next = card.nextElementSibling;
  return () => {
    if (!parent?.isConnected) card.remove();
    else parent.insertBefore(card, next?.parentElement === parent ? next : null);
  };
}

/**
 * SortableJS swallows the click that ends a drag. When the browser sends none, because the pointer was released over
 * another element, it would swallow the reader's next one instead: so one is sent that nobody else listens to.
 */
function spendClick(): void {
  setTimeout(() => document.dispatchEvent(new MouseEvent("click")), 0);
}
