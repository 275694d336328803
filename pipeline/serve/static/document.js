// The document page: a fact is the same in the image and in the text, and opens beside them.
"use strict";
(() => {
  const doc = document.getElementById("doc");
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  if (!doc || !panel) return;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let current = null;
  let asked = 0;

  const all = (fact) => doc.querySelectorAll(`[data-f="${CSS.escape(fact)}"]`);
  const inText = (fact) => document.getElementById(`f-${fact}`);
  const factOf = (target) => (target instanceof Element ? target.closest("[data-f]") : null);
  const isOff = (element) => [...element.classList].some((name) => name.startsWith("k-") && doc.classList.contains(`off-${name.slice(2)}`));

  function light(element, on) {
    if (element) for (const same of all(element.dataset.f)) same.classList.toggle("on", on);
  }

  function show(element) {
    element?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }

  async function open(fact, from) {
    if (current) for (const same of all(current)) same.classList.remove("current");
    current = fact;
    for (const same of all(fact)) same.classList.add("current");
    const box = doc.querySelector(`.b[data-f="${CSS.escape(fact)}"]`);
    const mark = inText(fact);
    const boxFirst = from && from.closest(".boxes");
    show(boxFirst ? mark : from ? box || mark : mark || box);
    history.replaceState(null, "", `#f-${fact}`);
    const turn = ++asked;
    const answer = await fetch(`/fait/${encodeURIComponent(fact)}?extrait=1`);
    if (turn !== asked) return;
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    body.replaceChildren(...(answer.ok ? read.body.childNodes : [document.createTextNode("Ce fait n’a pas pu être lu.")]));
    panel.hidden = false;
    panel.scrollTop = 0;
    document.body.classList.add("panel-open");
  }

  function close() {
    asked++;
    panel.hidden = true;
    document.body.classList.remove("panel-open");
    const back = current && inText(current);
    if (current) for (const same of all(current)) same.classList.remove("current");
    current = null;
    history.replaceState(null, "", location.pathname + location.search);
    back?.focus({ preventScroll: true });
  }

  function move(step) {
    const marks = [...doc.querySelectorAll(".m[id]")].filter((mark) => !isOff(mark));
    if (!marks.length) return;
    let at = marks.findIndex((mark) => mark.dataset.f === current);
    if (at < 0 && step < 0) at = 0;
    const next = marks[(at + step + marks.length) % marks.length];
    next.focus({ preventScroll: true });
    open(next.dataset.f, null);
  }

  for (const [name, on] of [["mouseover", true], ["focusin", true], ["mouseout", false], ["focusout", false]])
    doc.addEventListener(name, (event) => light(factOf(event.target), on));

  doc.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const element = factOf(event.target);
    if (element && !panel.contains(element)) {
      event.preventDefault();
      open(element.dataset.f, element);
      return;
    }
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.move) move(Number(button.dataset.move));
    if (button.classList.contains("close")) close();
    if (button.dataset.kind) {
      const off = doc.classList.toggle(`off-${button.dataset.kind}`);
      button.setAttribute("aria-pressed", String(!off));
    }
    if (button.dataset.show) {
      doc.dataset.view = button.dataset.show;
      for (const other of doc.querySelectorAll("[data-show]")) other.setAttribute("aria-pressed", String(other === button));
    }
  });

  // One-letter keys work only while something of the document has the focus: those who dictate or use a screen reader keep theirs.
  doc.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    if (event.key === "j" || event.key === "k") move(event.key === "j" ? 1 : -1);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  for (const button of doc.querySelectorAll(".toggle")) button.disabled = false;
  doc.querySelector(".moves").hidden = false;
  if (matchMedia("(max-width: 54rem)").matches) {
    doc.querySelector('[data-show="text"]')?.click();
  }
  const wanted = location.hash.startsWith("#f-") ? location.hash.slice(3) : "";
  if (wanted && inText(wanted)) open(wanted, null);
})();
