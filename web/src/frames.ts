// Frames: reloading one in place, and what happens when an answer does not contain it.
import { type FrameElement, type TurboBeforeFetchResponseEvent, visit } from "@hotwired/turbo";
import { hearAnswer } from "./live_events";

type FrameMissing = CustomEvent<{
  response: Response;
  visit: (location: Response, options?: object) => Promise<void>;
}>;

const reloading = new WeakSet<Element>();

/** Whether the element lies in a frame that is being reloaded behind the reader's back. */
export function inReloadingFrame(element: Element): boolean {
  for (let frame: Element | null = element.closest("turbo-frame"); frame; frame = closestFrame(frame)) {
    if (reloading.has(frame)) return true;
  }
  return false;
}

/**
 * Fetches the frame again and morphs it; scroll, focus and what was typed stay. Without an answer it leaves what is
 * there; returns whether there was one.
 *
 * A frame that was rendered within its page names its address in `data-src`: with `src`, Turbo would fetch it again
 * at once, since it drops `complete` when it upgrades a parsed element. `src` is there only while reloading, because
 * a morph of the whole page would otherwise reload the frame from its *old* address.
 */
export async function reload(frame: FrameElement): Promise<boolean> {
  const inline = frame.dataset.src;
  if (!inline && !frame.src) return true;
  let answered = true;
  const fail = (event: Event) => {
    if (event.target === frame) answered = false;
  };
  frame.addEventListener("turbo:fetch-request-error", fail);
  reloading.add(frame);
  try {
    if (inline) {
      frame.disabled = true;
      frame.src = inline;
      frame.setAttribute("complete", "");
      frame.disabled = false;
    }
    await frame.reload();
  } catch {
    // A newer reload of the same frame overtook this one, and brings what this one would have brought.
  } finally {
    if (inline) frame.removeAttribute("src");
    reloading.delete(frame);
    frame.removeEventListener("turbo:fetch-request-error", fail);
  }
  return answered;
}

/** Reloads what of these selectors is on the page; returns whether all of it was answered. */
export async function reloadAll(selectors: Iterable<string>): Promise<boolean> {
  const frames = new Set<FrameElement>();
  for (const selector of selectors) {
    for (const frame of document.querySelectorAll<FrameElement>(`turbo-frame:is(${selector})`)) {
      frames.add(frame);
    }
  }
  const answered = await Promise.all([...frames].map(reload));
  return answered.every(Boolean);
}

/** What a form of this page changed is drawn by its own answer. */
export function hearAnswers(root: Document): void {
  root.addEventListener("turbo:before-fetch-response", (event) => {
    hearAnswer((event as TurboBeforeFetchResponseEvent).detail.fetchResponse.response.headers);
  });
}

/**
 * An answer without the frame asked for is a page of its own: after a redirect (saved, signed out) it is visited.
 * A reload in the background leaves what is there.
 */
export function keepMissingFramesAlive(root: Document): void {
  root.addEventListener("turbo:frame-missing", (event) => {
    const { detail, target } = event as FrameMissing;
    event.preventDefault();
    if (!(target instanceof Element)) return;
    if (detail.response.redirected) visit(detail.response.url);
    else if (!inReloadingFrame(target)) detail.visit(detail.response);
  });
}

function closestFrame(element: Element): Element | null {
  return element.parentElement?.closest("turbo-frame") ?? null;
}
