// Who is asked about the browser's way back before Turbo is. Imported first of all: browsers call the listeners of
// `popstate` in the order in which they were added, whether they capture or not.

type Answer = (event: PopStateEvent) => boolean;
const asked = new Set<Answer>();

addEventListener("popstate", (event) => {
  if ([...asked].some((answer) => answer(event))) event.stopImmediatePropagation();
});

/** Asks at each step back or forward; true means that it is dealt with. Returns how to stop asking. */
export function onBack(answer: Answer): () => void {
  asked.add(answer);
  return () => asked.delete(answer);
}
