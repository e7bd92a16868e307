import type { FrameElement } from "@hotwired/turbo";
import { onBack } from "./back";
import { ListeningController } from "./listening_controller";

/**
 * A drawer around `turbo-frame#drawer`, with a URL of its own over the page it was opened from.
 *
 * It keeps the history itself instead of `data-turbo-action="advance"`: Turbo's way back would replace the whole
 * page from its cache, and the board would lose its scroll, its later pages and its live connection. Reloading the
 * URL gives the record's own page; so does coming back to it after leaving the page below.
 */
export class DrawerController extends ListeningController {
  /** Address and title of the page below. */
  #below = { url: "", title: "" };
  /** Addresses shown above it, in the order of the history. */
  #shown = new Set<string>();
  #depth = 0;
  #opener: HTMLElement | null = null;
  #stepping = false;
  #stopAsking = (): void => {};

  override connect(): void {
    this.#below = { url: location.href, title: document.title };
    this.listen(this.element, "turbo:click", this.#clicked);
    this.listen(this.element, "turbo:frame-load", this.#loaded);
    this.listen(document, "turbo:before-cache", this.#hide);
    this.listen(document, "click", this.#remember, { capture: true });
    this.listen(document, "keydown", this.#key);
    this.#stopAsking = onBack(this.#popped);
  }

  override disconnect(): void {
    super.disconnect();
    this.#stopAsking();
  }

  /** Back to the page below, as it was. */
  close(event?: Event): void {
    if (!this.#open) return;
    event?.preventDefault();
    event?.stopPropagation();
    this.#hide();
    if (this.#depth > 0) history.go(-this.#depth);
  }

  #loaded = (event: Event): void => {
    if (event.target !== this.#frame || !this.#frame.src) return;
    const url = new URL(this.#frame.src, location.href).href;
    if (!this.#stepping && url !== location.href) {
      if (!this.#open) {
        this.#below = { url: location.href, title: document.title };
        this.#depth = 0;
      }
      history.pushState({ ...history.state, drawer: url }, "", url);
      this.#depth += 1;
    }
    this.#stepping = false;
    this.#shown.add(url);
    this.element.dataset.open = "";
    const heading = this.element.querySelector<HTMLElement>("h2");
    if (heading) {
      document.title = [heading.textContent, ...this.#below.title.split(" — ").slice(1)].join(" — ");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }
  };

  /** Back and forward between the page below and what was shown over it touch only the drawer. */
  #popped = (event: PopStateEvent): boolean => {
    const url = location.href;
    if (url === this.#below.url && event.state?.drawer === undefined && this.#shown.size > 0) {
      this.#hide();
      return true;
    }
    if (event.state?.drawer !== url || !this.#shown.has(url)) return false;
    this.#stepping = true;
    this.#depth = this.#open ? Math.max(1, this.#depth - 1) : 1;
    this.#frame.src = url;
    return true;
  };

  #hide = (): void => {
    if (!this.#open) return;
    delete this.element.dataset.open;
    this.#frame.removeAttribute("src");
    this.#frame.replaceChildren();
    document.title = this.#below.title;
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
  };

  #key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
    if (this.#open && !document.querySelector("dialog:modal, :popover-open")) this.close(event);
  };

  #remember = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link?.dataset.turboFrame === this.#frame.id && !this.element.contains(link)) this.#opener = link;
  };

  #clicked = (): void => {
    this.#stepping = false;
  };

  get #open(): boolean {
    return this.element.dataset.open !== undefined;
  }

  get #frame(): FrameElement {
    return this.element.querySelector("turbo-frame") as unknown as FrameElement;
  }
}
