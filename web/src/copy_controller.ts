import { Controller } from "@hotwired/stimulus";
import { announce } from "./notify";

/** Copies a value that is to be handed over. */
export class CopyController extends Controller<HTMLElement> {
  static override targets = ["text"];
  static override values = { doneText: String };
  declare readonly textTarget: HTMLInputElement;
  declare readonly doneTextValue: string;

  async copy(): Promise<void> {
    this.textTarget.select();
    try {
      await navigator.clipboard.writeText(this.textTarget.value);
      announce(this.doneTextValue);
      this.element.dataset.done = "";
    } catch {
      // Not allowed here: the value is selected, ready to be copied by hand.
    }
  }
}
