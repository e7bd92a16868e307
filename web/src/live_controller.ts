import { reloadAll } from "./frames";
import { ListeningController } from "./listening_controller";
import { framesFor, type LiveEvent, parseEvent, resumeUrl, wasHeard } from "./live_events";

/** A burst of events becomes one reload. */
const BURST = 40;
/** While a card is dragged its column must not change under it; while it is sent, the answer may tell it better. */
const BUSY =
  '[data-dragging], :has(.card[aria-busy="true"], .entry[data-dragging], .entry[aria-busy="true"])';
const WHILE_BUSY = 150;
/** The news came, but what they are about could not be fetched: the network is about to go, or just coming back. */
const UNANSWERED = 2000;
/** A hidden page gives its connection back: a browser has only six per server without HTTP/2. */
const HIDDEN = 15_000;

/**
 * What a colleague changes, changes here: listens to the server's events and reloads only the frames concerned.
 * After a lost connection EventSource resumes by `Last-Event-ID`; the first connection by `?after=`.
 */
export class LiveController extends ListeningController {
  static override values = { url: String, after: Number };
  declare readonly urlValue: string;
  declare afterValue: number;

  #source: EventSource | undefined;
  #waiting: LiveEvent[] = [];
  #everything = false;
  #flush: number | undefined;
  #hide: number | undefined;
  #last = 0;

  override connect(): void {
    this.#last = this.afterValue;
    this.listen(document, "visibilitychange", this.#visibility);
    this.#visibility();
  }

  override disconnect(): void {
    super.disconnect();
    this.#close();
    clearTimeout(this.#flush);
    this.#flush = undefined;
    clearTimeout(this.#hide);
  }

  #open(): void {
    if (this.#source) return;
    const source = new EventSource(resumeUrl(this.urlValue, this.#last, location.href));
    source.addEventListener("message", (message) => this.#receive(message.data));
    source.addEventListener("reset", (message) => this.#reset(message));
    source.addEventListener("error", () => {
      // A browser gives up after an answer that is not a stream; a restarted server deserves another try.
      if (source.readyState === EventSource.CLOSED && this.#source === source) {
        this.#close();
        setTimeout(
          () => this.element.isConnected && !document.hidden && this.#open(),
          3000 + Math.random() * 3000,
        );
      }
    });
    this.#source = source;
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  #receive(data: string): void {
    const event = parseEvent(data);
    if (!event) return;
    this.#last = Math.max(this.#last, event.id);
    this.#waiting.push(event);
    this.#later(BURST);
  }

  /** Too much was missed to be told one by one. */
  #reset(message: MessageEvent<string>): void {
    const id = Number(message.lastEventId);
    if (id > 0) this.#last = id;
    this.#everything = true;
    this.#later(BURST);
  }

  #later(delay: number): void {
    if (document.hidden) return;
    this.#flush ??= window.setTimeout(() => {
      this.#flush = undefined;
      if (this.element.matches(BUSY)) this.#later(WHILE_BUSY);
      else void this.#reload();
    }, delay);
  }

  async #reload(): Promise<void> {
    const events = this.#waiting.splice(0).filter(({ id }) => !wasHeard(id));
    const everything = this.#everything;
    this.#everything = false;
    if (!(await reloadAll(everything ? ["[data-src]"] : framesFor(events)))) {
      this.#waiting.unshift(...events);
      this.#everything ||= everything;
      this.#later(UNANSWERED);
    }
    for (const { deal } of events) {
      document.getElementById(`card_${deal}`)?.classList.add("card--fresh");
    }
  }

  #visibility = (): void => {
    clearTimeout(this.#hide);
    if (document.hidden) {
      this.#hide = window.setTimeout(() => this.#close(), HIDDEN);
    } else {
      this.#open();
      if (this.#waiting.length > 0 || this.#everything) this.#later(0);
    }
  };
}
