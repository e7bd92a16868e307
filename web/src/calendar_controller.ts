import { daysBetween, later, steps } from "./calendar_moves";
import { composing } from "./keyboard";
import { ListeningController } from "./listening_controller";
import { post } from "./post";

/** Pixels before a press becomes a drag, so that a click still opens. */
const THRESHOLD = 5;
const QUARTER = 15;
/** Milliseconds a finger rests before it drags: a quicker one scrolls or opens. */
const REST = 350;

interface Drag {
  readonly entry: HTMLElement;
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly touch: boolean;
  minutes: number;
  days: number;
  begun: boolean;
}

/**
 * Moves entries by pointer and by Shift with an arrow key: in a day or a week by quarters of an hour and to other days,
 * in a month to other days. A finger first rests on the entry. The server decides; a refused move puts the entry back.
 */
export class CalendarController extends ListeningController {
  static override targets = ["entry", "column"];
  static override values = { url: String };
  declare readonly entryTargets: HTMLElement[];
  declare readonly columnTargets: HTMLElement[];
  declare readonly urlValue: string;

  #drag: Drag | undefined;
  #rest: number | undefined;

  override connect(): void {
    this.listen(this.element, "pointerdown", this.#press);
    this.listen(this.element, "pointermove", this.#move);
    this.listen(this.element, "pointerup", this.#drop);
    this.listen(this.element, "pointercancel", this.#cancel);
    this.listen(this.element, "touchmove", this.#hold, { passive: false });
    this.listen(this.element, "contextmenu", this.#hold);
    this.listen(this.element, "keydown", this.#key);
    this.listen(this.element, "click", this.#click, { capture: true });
  }

  #press = (event: PointerEvent): void => {
    const entry = this.#entryOf(event.target);
    if (!entry || event.button !== 0 || entry.ariaBusy === "true") return;
    const { pointerId: pointer, clientX: x, clientY: y } = event;
    const drag = {
      entry,
      pointer,
      x,
      y,
      touch: event.pointerType === "touch",
      minutes: 0,
      days: 0,
      begun: false,
    };
    this.#drag = drag;
    if (drag.touch) this.#rest = window.setTimeout(() => this.#begin(drag), REST);
  };

  #begin(drag: Drag): void {
    drag.begun = true;
    drag.entry.setPointerCapture(drag.pointer);
    drag.entry.dataset.dragging = "";
  }

  /** While a finger drags, the page does not scroll and no menu opens. */
  #hold = (event: Event): void => {
    if (this.#drag?.begun) event.preventDefault();
  };

  #move = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointer) return;
    const [right, down] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.begun) {
      if (Math.hypot(right, down) < THRESHOLD) return;
      if (drag.touch) {
        this.#cancel();
        return;
      }
      this.#begin(drag);
    }
    drag.days = this.#daysTo(drag.entry, event.clientX, event.clientY);
    if (this.#inMonth) {
      drag.entry.style.transform = `translate(${right}px, ${down}px)`;
      return;
    }
    const quarters = Math.round(down / this.#quarterHeight());
    drag.minutes = quarters * QUARTER;
    const shift = drag.days * (drag.entry.closest("section")?.getBoundingClientRect().width ?? 0);
    drag.entry.style.transform = `translate(${shift}px, ${quarters * this.#quarterHeight()}px)`;
  };

  #drop = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag || event.pointerId !== drag.pointer) return;
    this.#drag = undefined;
    clearTimeout(this.#rest);
    if (!drag.begun) return;
    delete drag.entry.dataset.dragging;
    // The click that ends a drag comes right after it, if at all.
    drag.entry.dataset.dropped = "";
    setTimeout(() => delete drag.entry.dataset.dropped, 0);
    if (drag.minutes === 0 && drag.days === 0) this.#putBack(drag.entry);
    else void this.#send(drag.entry, drag.minutes, drag.days);
  };

  #cancel = (): void => {
    clearTimeout(this.#rest);
    if (this.#drag) {
      delete this.#drag.entry.dataset.dragging;
      this.#putBack(this.#drag.entry);
    }
    this.#drag = undefined;
  };

  #click = (event: Event): void => {
    if (this.#entryOf(event.target)?.dataset.dropped === undefined) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") this.#cancel();
    const entry = this.#entryOf(event.target);
    const step = steps(event.key, this.#inMonth);
    const withShift = event.shiftKey && !(event.altKey || event.ctrlKey || event.metaKey || composing(event));
    if (!entry || !step || !withShift) return;
    event.preventDefault();
    if (entry.ariaBusy !== "true") void this.#send(entry, step.minutes, step.days);
  };

  async #send(entry: HTMLElement, minutes: number, days: number): Promise<void> {
    const { id = "", version = "", day = "", time = "" } = entry.dataset;
    const to = later({ day, time }, minutes, days);
    entry.ariaBusy = "true";
    const body = new URLSearchParams({ version, ...to, stay: "1" });
    const moved = await post(this.urlValue.replace("{id}", id), body);
    entry.ariaBusy = null;
    // Moved, the frame that is on its way draws it where it is now.
    if (!moved) this.#putBack(entry);
  }

  #putBack(entry: HTMLElement): void {
    entry.style.transform = "";
  }

  #entryOf(target: EventTarget | null): HTMLElement | undefined {
    return this.entryTargets.find((entry) => target instanceof Node && entry.contains(target));
  }

  #quarterHeight(): number {
    const slot = this.element.querySelector(".calendar__slot");
    return (slot?.getBoundingClientRect().height ?? 48) / 4;
  }

  get #inMonth(): boolean {
    return this.element.dataset.view === "month";
  }

  /** How many days lie between the entry's and the one below the pointer; none where columns are people. */
  #daysTo(entry: HTMLElement, x: number, y: number): number {
    const over = this.columnTargets.find((column) => {
      const { left, right, top, bottom } = column.getBoundingClientRect();
      return left <= x && x < right && (!this.#inMonth || (top <= y && y < bottom));
    });
    const from = entry.dataset.day;
    return from && over?.dataset.day ? daysBetween(from, over.dataset.day) : 0;
  }
}
