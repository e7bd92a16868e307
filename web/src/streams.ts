// <turbo-stream action="reload" targets="#column_3, #column_4"> reloads frames by morphing.
import { StreamActions } from "@hotwired/turbo";
import { reloadAll } from "./frames";

export function addStreamActions(): void {
  StreamActions.reload = function () {
    const selector = this.getAttribute("targets") ?? `#${CSS.escape(this.getAttribute("target") ?? "")}`;
    void reloadAll([selector]);
  };
}
