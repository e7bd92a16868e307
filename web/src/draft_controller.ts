import type { TurboSubmitEndEvent } from "@hotwired/turbo";
import { differs, type Entry, readDraft, removeDraft, writeDraft } from "./drafts";
import { ListeningController } from "./listening_controller";

const PAUSE = 400;
const NEVER =
  'input:is([type="password"], [type="file"], [type="hidden"]), [autocomplete="one-time-code"], [data-draft-skip]';
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * Nothing typed is ever lost: keeps what is typed in localStorage until the form has been saved. A page that the
 * server drew with messages keeps what it says, since that is what was typed last.
 */
export class DraftController extends ListeningController<HTMLFormElement> {
  static override targets = ["notice"];
  static override values = { key: String, version: String };
  declare readonly noticeTarget: HTMLElement;
  declare readonly hasNoticeTarget: boolean;
  declare readonly keyValue: string;
  declare readonly versionValue: string;

  #timer: number | undefined;
  #written: Entry[] = [];
  #version = "";

  override connect(): void {
    this.#written = this.#entries();
    this.#version = this.versionValue;
    this.listen(this.element, "input", this.#later);
    this.listen(this.element, "compositionend", this.#later);
    this.listen(this.element, "change", this.#later);
    this.listen(this.element, "turbo:submit-end", this.#submitted);
    this.listen(window, "pagehide", this.#save);
    if (!this.element.querySelector('.error-summary, [aria-invalid="true"], .conflict')) this.#restore();
  }

  override disconnect(): void {
    super.disconnect();
    this.#save();
  }

  /** Back to what the server says. */
  discard(): void {
    this.#forget();
    this.element.reset();
    this.#writeVersion(this.versionValue);
    if (this.hasNoticeTarget) this.noticeTarget.hidden = true;
    this.element.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
  }

  #restore(): void {
    const draft = readDraft(localStorage, this.keyValue);
    if (!draft || !differs(draft, this.#written)) return;
    for (const field of this.#fields()) restoreField(field, draft.fields);
    this.#writeVersion(draft.version);
    if (this.hasNoticeTarget) this.noticeTarget.hidden = false;
  }

  /** The record's version when typing began goes with the draft: the server then shows what others changed. */
  #writeVersion(version: string): void {
    this.#version = version;
    const field = this.element.elements.namedItem("version");
    if (field instanceof HTMLInputElement && version) field.value = version;
  }

  #later = (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#save, PAUSE);
  };

  #save = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const draft = { version: this.#version, at: Date.now(), fields: this.#entries() };
    if (differs(draft, this.#written)) writeDraft(localStorage, this.keyValue, draft);
    else removeDraft(localStorage, this.keyValue);
  };

  /** Saved, unless the session had expired and the answer was the sign-in page. */
  #submitted = ({ detail }: TurboSubmitEndEvent): void => {
    const { success, fetchResponse } = detail;
    const response = fetchResponse?.response;
    const expired = response?.redirected && new URL(response.url).pathname.startsWith("/sign-in");
    if (success && !expired) this.#forget();
  };

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    removeDraft(localStorage, this.keyValue);
  }

  #fields(): Field[] {
    const fields = this.element.querySelectorAll<Field>("input[name], select[name], textarea[name]");
    return [...fields].filter((field) => !field.matches(NEVER));
  }

  #entries(): Entry[] {
    return this.#fields().flatMap((field): Entry[] => {
      if (field instanceof HTMLSelectElement) {
        return [...field.selectedOptions].map((option): Entry => [field.name, option.value]);
      }
      if (isTick(field) && !field.checked) return [];
      return [[field.name, field.value]];
    });
  }
}

function restoreField(field: Field, entries: readonly Entry[]): void {
  const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
  if (isTick(field)) field.checked = values.includes(field.value);
  else if (field instanceof HTMLSelectElement) {
    for (const option of field.options) option.selected = values.includes(option.value);
  } else if (values[0] !== undefined) field.value = values[0];
}

function isTick(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}
