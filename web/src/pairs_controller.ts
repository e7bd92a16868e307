import { plainKey, typing } from "./keyboard";
import { ListeningController } from "./listening_controller";

/** The place of the pair that was told apart, kept while the page is drawn anew: the next one moves there. */
let left: number | undefined;

/** Pairs decided on one after another: j k or arrows walk, Enter opens the page that makes two one, x tells them apart. */
export class PairsController extends ListeningController {
  static override targets = ["pair", "merge", "dismiss"];
  declare readonly pairTargets: HTMLElement[];
  declare readonly mergeTargets: HTMLAnchorElement[];
  declare readonly dismissTargets: HTMLFormElement[];

  override connect(): void {
    this.listen(document, "keydown", this.#key);
    this.listen(document, "turbo:render", this.#stay);
    this.#stay();
  }

  #key = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !plainKey(event) || typing(event.target)) return;
    if (document.querySelector("dialog:modal")) return;
    const at = this.pairTargets.findIndex((pair) => pair.contains(document.activeElement));
    const pair = this.pairTargets[at];
    const onPair = pair === document.activeElement;
    switch (event.key) {
      case "j":
        this.#go(event, at + 1);
        break;
      case "k":
        this.#go(event, Math.max(0, at - 1));
        break;
      case "ArrowDown":
        if (onPair) this.#go(event, at + 1);
        break;
      case "ArrowUp":
        if (onPair) this.#go(event, at - 1);
        break;
      case "Enter":
        if (pair && onPair) this.mergeTargets.find((link) => pair.contains(link))?.click();
        break;
      case "x":
        if (pair) {
          left = at;
          this.dismissTargets.find((form) => pair.contains(form))?.requestSubmit();
        }
        break;
    }
  };

  #go(event: KeyboardEvent, to: number): void {
    const pair = this.pairTargets[to];
    if (!pair) return;
    event.preventDefault();
    pair.focus();
    pair.scrollIntoView({ block: "nearest" });
  }

  #stay = (): void => {
    if (left === undefined) return;
    const pairs = this.pairTargets;
    pairs[Math.min(left, pairs.length - 1)]?.focus();
    left = undefined;
  };
}
