import type { FrameElement, TurboSubmitEndEvent } from "@hotwired/turbo";
import { ListeningController } from "./listening_controller";

const FIELDS = ".dialog__body :is(input:not([type=hidden]), select, textarea):enabled";

/** A native dialog around `turbo-frame#dialog`: open while the frame has content. */
export class DialogController extends ListeningController<HTMLDialogElement> {
  #observer: MutationObserver | undefined;
  #opener: string | undefined;
  #pressed: EventTarget | null = null;

  override connect(): void {
    this.#observer = new MutationObserver(() => this.#follow());
    this.#observer.observe(this.#frame, { childList: true });
    this.listen(this.element, "close", this.#closed);
    this.listen(this.element, "pointerdown", this.#press);
    this.listen(this.element, "click", this.#backdrop);
    this.listen(this.element, "turbo:submit-end", this.#submitted);
    this.listen(document, "turbo:before-cache", this.#empty);
    this.#follow();
  }

  override disconnect(): void {
    super.disconnect();
    this.#observer?.disconnect();
  }

  close(event?: Event): void {
    event?.preventDefault();
    event?.stopPropagation();
    this.element.close();
  }

  #follow(): void {
    const filled = this.#frame.childElementCount > 0;
    if (filled && !this.element.open) {
      this.#opener = document.activeElement?.closest("[id]")?.id;
      this.element.showModal();
      this.#focusFirst();
    } else if (!filled && this.element.open) {
      this.element.close();
    }
  }

  /** Where the server says, or the first field; else the title, rather than the button that closes. */
  #focusFirst(): void {
    const title = this.element.querySelector<HTMLElement>(".dialog__title");
    title?.setAttribute("tabindex", "-1");
    const place = this.element.querySelector<HTMLElement>("[autofocus]") ?? this.#firstField() ?? title;
    place?.focus();
  }

  /** A screen's keyboard that covers half of the dialog waits until it is asked for. */
  #firstField(): HTMLElement | undefined {
    if (matchMedia("(pointer: coarse)").matches) return undefined;
    const fields = this.element.querySelectorAll<HTMLElement>(FIELDS);
    return [...fields].find((field) => field.checkVisibility());
  }

  /** The frame is emptied, so that the same link opens it again and nothing old shows first. */
  #closed = (): void => {
    this.#empty();
    if (document.activeElement === document.body && this.#opener) {
      const opener = document.getElementById(this.#opener);
      (opener?.querySelector<HTMLElement>("a, button") ?? opener)?.focus();
    }
  };

  #empty = (): void => {
    this.#frame.removeAttribute("src");
    this.#frame.replaceChildren();
    if (this.element.open) this.element.close();
  };

  /** Saved: closed, unless the answer is the next page of the same dialog. Streams count as HTML for Turbo. */
  #submitted = ({ detail: { success, fetchResponse } }: TurboSubmitEndEvent): void => {
    const type = fetchResponse?.response.headers.get("Content-Type") ?? "";
    const goesOn = type.startsWith("text/html") && !fetchResponse?.redirected;
    if (success && !goesOn) this.element.close();
  };

  #press = (event: Event): void => {
    this.#pressed = event.target;
  };

  /** A click beside the dialog closes it, unless it began inside or something was typed. */
  #backdrop = (event: Event): void => {
    const beside = event.target === this.element && this.#pressed === this.element;
    if (beside && !hasTyped(this.element)) this.element.close();
  };

  get #frame(): FrameElement {
    return this.element.querySelector("turbo-frame") as unknown as FrameElement;
  }
}

function hasTyped(element: Element): boolean {
  return [...element.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")].some(
    (field) => field.type !== "hidden" && field.value !== field.defaultValue,
  );
}
