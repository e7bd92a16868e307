// Saves the draft of a customer's answers a while after they stop typing. Without it, the button does.
const form = document.querySelector<HTMLFormElement>("#answers[data-saved]");
const said = document.querySelector<HTMLElement>("#saved");
const PAUSE = 5000;

if (form && said) {
  let timer = 0;
  const save = async () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) body.append(name, String(value));
    body.set("act", "keep");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body });
      if (answer.status === 204) said.textContent = form.dataset.saved ?? "";
    } catch {
      // Offline: what was typed is still on the page, and the next pause tries again.
    }
  };
  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    said.textContent = "";
    timer = window.setTimeout(() => void save(), PAUSE);
  });
  form.addEventListener("submit", () => window.clearTimeout(timer));
}
document.querySelector<HTMLElement>("#problems")?.focus();
