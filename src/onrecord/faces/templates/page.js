// Filters, and the tie between a card and its words. Without this script the page is whole, only still.
"use strict";
const cards = [...document.querySelectorAll(".card")];
const marks = [...document.querySelectorAll("mark[data-ids]")];
const byId = new Map(cards.map((card) => [card.id.slice(2), card]));
const idsOf = (mark) => mark.dataset.ids.split(" ");
const marksOf = new Map();
for (const mark of marks) for (const id of idsOf(mark)) marksOf.set(id, [...(marksOf.get(id) ?? []), mark]);

const speaker = document.querySelector("#speaker");
const kinds = [...document.querySelectorAll("input[name=kind]")];
for (const name of new Set(cards.map((card) => card.dataset.speaker))) speaker.add(new Option(name, name));
document.querySelector("#filters").hidden = cards.length === 0;

function filter() {
  const wanted = new Set(kinds.filter((box) => box.checked).map((box) => box.value));
  let shown = 0;
  for (const card of cards) {
    card.hidden = !wanted.has(card.dataset.kind) || (speaker.value !== "" && card.dataset.speaker !== speaker.value);
    shown += card.hidden ? 0 : 1;
  }
  for (const mark of marks) mark.classList.toggle("off", idsOf(mark).every((id) => byId.get(id)?.hidden ?? true));
  document.querySelector("#shown").textContent = `${shown} of ${cards.length} shown`;
}

function light(id, on) {
  byId.get(id)?.classList.toggle("on", on);
  for (const mark of marksOf.get(id) ?? []) mark.classList.toggle("on", on);
}

for (const card of cards) {
  const id = card.id.slice(2);
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) card.addEventListener(event, () => light(id, on));
}
for (const mark of marks) {
  const innermost = idsOf(mark).at(-1);
  mark.addEventListener("mouseenter", () => light(innermost, true));
  mark.addEventListener("mouseleave", () => light(innermost, false));
  mark.addEventListener("click", () => { const card = byId.get(innermost); if (card && !card.hidden) card.focus(); });
}
function follow() { document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus({ preventScroll: false }); }
addEventListener("hashchange", follow);
speaker.addEventListener("change", filter);
for (const box of kinds) box.addEventListener("change", filter);
filter();
if (location.hash) follow();
