import { ListeningController } from "./listening_controller";

/** News that leave by themselves, but not while someone reads them with pointer or focus. */
export class ToastController extends ListeningController {
  static override values = { seconds: { type: Number, default: 10 } };
  declare readonly secondsValue: number;

  #timer: number | undefined;
  #since = 0;
  #left = 0;

  override connect(): void {
    this.#left = this.secondsValue * 1000;
    for (const event of ["pointerenter", "focusin"]) this.listen(this.element, event, this.#pause);
    for (const event of ["pointerleave", "focusout"]) this.listen(this.element, event, this.#run);
    this.listen(this.element, "turbo:submit-end", this.close);
    this.listen(document, "turbo:before-cache", this.close);
    this.#run();
  }

  override disconnect(): void {
    super.disconnect();
    clearTimeout(this.#timer);
  }

  close = (): void => {
    this.element.remove();
  };

  #pause = (): void => {
    clearTimeout(this.#timer);
    this.#left = Math.max(1500, this.#left - (performance.now() - this.#since));
  };

  #run = (): void => {
    if (this.element.matches(":hover, :focus-within")) return;
    clearTimeout(this.#timer);
    this.#since = performance.now();
    this.#timer = window.setTimeout(this.close, this.#left);
  };
}
