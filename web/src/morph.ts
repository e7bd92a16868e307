// What a morph must not take away: opened details, the field in use, what was typed meanwhile. And what it must not leave.
import { inReloadingFrame } from "./frames";

type BeforeRender = CustomEvent<{ newBody: HTMLElement; renderMethod: "replace" | "morph" }>;
type BeforeAttribute = CustomEvent<{ attributeName: string; mutationType: "update" | "remove" }>;

/** Frames that a morph leaves to their own reload. */
const RELOADING = 'turbo-frame[refresh="morph"][src]';

export function keepWhatIsInUse(root: Document): void {
  root.addEventListener("turbo:before-morph-attribute", (event) => {
    const { attributeName } = (event as BeforeAttribute).detail;
    if (event.target instanceof Element && inUse(event.target, attributeName)) event.preventDefault();
  });
}

/**
 * A frame that reloads itself by morphing survives the morph of its page even when the new page has no such frame, and
 * then asks its old address again: cards of a longer column would stay under a filter that they do not fit. Frames
 * within such a frame follow it.
 */
export function dropFramesThatAreGone(root: Document): void {
  root.addEventListener("turbo:before-render", (event) => {
    const { newBody, renderMethod } = (event as BeforeRender).detail;
    if (renderMethod !== "morph") return;
    for (const frame of root.querySelectorAll(RELOADING)) {
      const isOuter = !frame.parentElement?.closest(RELOADING);
      if (isOuter && !newBody.querySelector(`#${CSS.escape(frame.id)}`)) frame.remove();
    }
  });
}

function inUse(element: Element, attribute: string): boolean {
  switch (attribute) {
    case "open":
      return element.matches("details, dialog");
    case "tabindex":
      return element.closest(".card") !== null;
    case "value":
    case "checked":
    case "selected":
      return element === document.activeElement || (inReloadingFrame(element) && dirty(element));
    default:
      return false;
  }
}

/** Whether the reader changed the field since the server wrote it. */
function dirty(element: Element): boolean {
  if (element instanceof HTMLInputElement) {
    return element.type === "checkbox" || element.type === "radio"
      ? element.checked !== element.defaultChecked
      : element.value !== element.defaultValue;
  }
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (element instanceof HTMLOptionElement) return element.selected !== element.defaultSelected;
  return false;
}
