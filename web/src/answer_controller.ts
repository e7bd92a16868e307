import { differs, type Entry, readDraft, removeDraft, writeDraft } from "./drafts";
import { ListeningController } from "./listening_controller";
import { post } from "./post";

const PAUSE = 400;
/** Kept by the server, or never a part of an answer. */
const NEVER = 'input[type="hidden"], button';
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/**
 * The form of a question saves itself when a field is left or a choice is made, never within a conversion. What is not
 * saved yet is said in words and outlives the page as a draft. The answer that stood there when typing began is sent
 * along, so that the server keeps a colleague's answer of the meantime beside this one.
 */
export class AnswerController extends ListeningController<HTMLFormElement> {
  static override targets = ["state", "problem", "save"];
  static override values = { draft: String, savedText: String, savingText: String, unsavedText: String };
  declare readonly stateTarget: HTMLElement;
  declare readonly hasStateTarget: boolean;
  declare readonly problemTarget: HTMLElement;
  declare readonly hasProblemTarget: boolean;
  declare readonly saveTarget: HTMLElement;
  declare readonly draftValue: string;
  declare readonly savedTextValue: string;
  declare readonly savingTextValue: string;
  declare readonly unsavedTextValue: string;

  #timer: number | undefined;
  /** What the server knows. */
  #saved: Entry[] = [];
  /** The answer that was there when typing began. */
  #seen: string | undefined;
  #sending = false;
  /** A field was left while the answer before was on its way. */
  #again = false;

  override connect(): void {
    this.#saved = this.#entries();
    this.listen(this.element, "input", this.#typed);
    this.listen(this.element, "compositionend", this.#typed);
    this.listen(this.element, "change", this.#changed);
    this.listen(this.element, "submit", this.#submitted);
    this.listen(window, "online", this.#online);
    this.listen(window, "pagehide", this.#keep);
    this.#restore();
  }

  override disconnect(): void {
    super.disconnect();
    this.#keep();
  }

  #typed = (event: Event): void => {
    if (event instanceof InputEvent && event.isComposing) return;
    this.#begin();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#keep, PAUSE);
  };

  #changed = (): void => {
    this.#begin();
    void this.#send();
  };

  #submitted = (event: Event): void => {
    event.preventDefault();
    void this.#send();
  };

  #online = (): void => {
    if (this.#seen !== undefined) void this.#send();
  };

  /** From the first key on: what was there then is what was seen. */
  #begin(): void {
    if (!this.#differs()) return;
    this.#seen ??= this.#version();
    this.#say("unsaved");
  }

  async #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    if (!this.#differs() || (this.#isEmpty() && this.#version() === "0")) {
      this.#forget();
      this.#say("");
      return;
    }
    this.#sending = true;
    this.#seen ??= this.#version();
    this.#write();
    this.#say("saving");
    const sent = this.#entries();
    const body = new URLSearchParams([
      ...sent.map(([name, value]) => [name, value]),
      ["version", this.#seen],
    ]);
    const done = await post(this.element.action, body);
    this.#sending = false;
    this.#mark(!done);
    if (!done) {
      this.#say("unsaved");
      return;
    }
    this.#settle(sent);
    if (this.#differs()) {
      // Typed while it was on its way: that is about the answer just given.
      this.#begin();
      if (this.#again) void this.#send();
    } else this.#say("saved");
    this.#again = false;
  }

  /** What was sent is what the server says now, so that a colleague's change may be drawn over it. */
  #settle(sent: Entry[]): void {
    this.#saved = sent;
    this.#seen = undefined;
    this.#forget();
    const was = (field: Field, value: string) =>
      sent.some((entry) => entry[0] === field.name && entry[1] === value);
    for (const field of this.#fields()) {
      if (field instanceof HTMLSelectElement) {
        for (const option of field.options) option.defaultSelected = was(field, option.value);
      } else if (isTick(field)) field.defaultChecked = was(field, field.value);
      else if (was(field, field.value)) field.defaultValue = field.value;
    }
  }

  #restore(): void {
    const draft = readDraft(localStorage, this.draftValue);
    if (!draft || !differs(draft, this.#saved)) return;
    for (const field of this.#fields()) restoreField(field, draft.fields);
    this.#seen = draft.version;
    this.#say("unsaved");
  }

  #keep = (): void => {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#write();
  };

  #write(): void {
    if (this.#differs()) {
      const draft = { version: this.#seen ?? this.#version(), at: Date.now(), fields: this.#entries() };
      writeDraft(localStorage, this.draftValue, draft);
    } else this.#forget();
  }

  #forget(): void {
    removeDraft(localStorage, this.draftValue);
  }

  #differs(): boolean {
    const draft = { version: "", at: 0, fields: this.#entries() };
    // A colleague's answer may have been drawn meanwhile: then it is what the server says.
    if (this.#seen === undefined) this.#saved = this.#written();
    return differs(draft, this.#saved);
  }

  #say(state: "saved" | "saving" | "unsaved" | ""): void {
    if (!this.hasStateTarget) return;
    const texts = {
      saved: this.savedTextValue,
      saving: this.savingTextValue,
      unsaved: this.unsavedTextValue,
    };
    this.stateTarget.textContent = state ? texts[state] : "";
    this.stateTarget.dataset.state = state;
  }

  #mark(wrong: boolean): void {
    const told = wrong && this.hasProblemTarget && this.problemTarget.textContent !== "";
    if (!wrong && this.hasProblemTarget) this.problemTarget.replaceChildren();
    for (const field of this.#fields()) {
      if (!/^q\d+$/.test(field.name)) continue;
      if (told) field.setAttribute("aria-invalid", "true");
      else field.removeAttribute("aria-invalid");
    }
  }

  #version(): string {
    const field = this.element.elements.namedItem("version");
    return field instanceof HTMLInputElement ? field.value : "0";
  }

  #isEmpty(): boolean {
    return this.#entries().every(([name, value]) => !/^q\d+$/.test(name) || value.trim() === "");
  }

  #fields(): Field[] {
    const fields = this.element.querySelectorAll<Field>("input[name], select[name], textarea[name]");
    return [...fields].filter((field) => !field.matches(NEVER));
  }

  #entries(): Entry[] {
    return this.#fields().flatMap((field): Entry[] => {
      if (isTick(field) && !field.checked) return [];
      return [[field.name, field.value]];
    });
  }

  /** What the server wrote into the page. */
  #written(): Entry[] {
    return this.#fields().flatMap((field): Entry[] => {
      if (field instanceof HTMLSelectElement) {
        const chosen = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
        return [[field.name, chosen?.value ?? ""]];
      }
      if (isTick(field)) return field.defaultChecked ? [[field.name, field.value]] : [];
      return [[field.name, field.defaultValue]];
    });
  }
}

function restoreField(field: Field, entries: readonly Entry[]): void {
  const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
  if (isTick(field)) field.checked = values.includes(field.value);
  else if (values[0] !== undefined) field.value = values[0];
}

function isTick(field: Field): field is HTMLInputElement {
  return field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
}
