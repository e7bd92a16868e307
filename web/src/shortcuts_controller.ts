import { composing, plainKey, typing } from "./keyboard";
import { ListeningController } from "./listening_controller";

/** Keys of the whole page: `/` search, `n` quick entry, `?` the list of keys. */
export class ShortcutsController extends ListeningController {
  static override targets = ["search", "entry", "keys"];
  declare readonly searchTarget: HTMLInputElement;
  declare readonly hasSearchTarget: boolean;
  declare readonly entryTarget: HTMLElement;
  declare readonly hasEntryTarget: boolean;
  declare readonly keysTarget: HTMLDialogElement;
  declare readonly hasKeysTarget: boolean;

  override connect(): void {
    this.listen(document, "keydown", this.#key);
    if (this.hasSearchTarget) this.listen(this.searchTarget, "keydown", this.#leave);
  }

  help(): void {
    if (this.hasKeysTarget && !this.keysTarget.open) this.keysTarget.showModal();
  }

  /** Out of the search again, so that the other keys act. */
  #leave = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && !composing(event)) this.searchTarget.blur();
  };

  #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !plainKey(event) || typing(event.target)) return;
    if (document.querySelector("dialog:modal")) return;
    if (event.key === "/" && this.hasSearchTarget) {
      event.preventDefault();
      this.searchTarget.select();
    } else if (event.key === "n" && this.hasEntryTarget) {
      event.preventDefault();
      this.entryTarget.click();
    } else if (event.key === "?") {
      event.preventDefault();
      this.help();
    }
  };
}
