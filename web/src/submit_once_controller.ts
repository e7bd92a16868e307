import { ListeningController } from "./listening_controller";

/** A form that is on its way is not sent again, whether by a second click or by Enter. */
export class SubmitOnceController extends ListeningController<HTMLFormElement> {
  #sent = false;

  override connect(): void {
    this.listen(this.element, "submit", this.#submit, { capture: true });
    this.listen(this.element, "turbo:submit-end", this.#ended);
    this.listen(window, "pageshow", this.#ended);
  }

  #submit = (event: Event): void => {
    if (this.#sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    this.#sent = true;
  };

  #ended = (): void => {
    this.#sent = false;
  };
}
