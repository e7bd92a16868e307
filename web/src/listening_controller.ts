import { Controller } from "@hotwired/stimulus";

/** A controller whose listeners end with it. */
export abstract class ListeningController<E extends Element = HTMLElement> extends Controller<E> {
  #until = new AbortController();

  /** Listens until the controller is disconnected. `T` is the event that the handler expects. */
  protected listen<T extends Event>(
    target: EventTarget,
    type: string,
    handler: (event: T) => void,
    options: Omit<AddEventListenerOptions, "signal"> = {},
  ): void {
    target.addEventListener(type, handler as EventListener, { ...options, signal: this.#until.signal });
  }

  override disconnect(): void {
    this.#until.abort();
    this.#until = new AbortController();
  }
}
