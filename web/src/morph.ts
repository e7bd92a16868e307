// What a morph must not take away: opened details, the field in use, what was typed meanwhile.
import { inReloadingFrame } from "./frames";

type BeforeAttribute = CustomEvent<{ attributeName: string; mutationType: "update" | "remove" }>;

export function keepWhatIsInUse(root: Document): void {
  root.addEventListener("turbo:before-morph-attribute", (event) => {
    const { attributeName } = (event as BeforeAttribute).detail;
    if (event.target instanceof Element && inUse(event.target, attributeName)) event.preventDefault();
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
