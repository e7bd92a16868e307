// Toasts and announcements that the page itself causes; their words come from <template>s of the layout.

/** Shows the toast of `<template id="toast_NAME">`. */
export function showToast(name: "offline" | "failed"): void {
  const template = document.getElementById(`toast_${name}`);
  if (template instanceof HTMLTemplateElement) {
    document.getElementById("toasts")?.append(template.content.cloneNode(true));
  }
}

/** Says a sentence to screen readers. */
export function announce(text: string): void {
  const region = document.getElementById("announcements");
  if (!region) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
