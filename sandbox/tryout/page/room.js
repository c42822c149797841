// In SimCord's page: what is sent arrives, and its answer is in view until one scrolls away; forms and commands as on Discord.

import { write } from "/sandbox/tour.js";

const HOLD_MS = 50;
const LOOKS = 100;
const MOST_AGAIN = 20; // whose message is gone is refused for ever
const MOVED_ON = /^(busy|stale-)/;
const timeline = document.getElementById("channel-timeline");
const box = () => document.getElementById("channel-composer-input");
const list = document.getElementById("channel-message-list");
const newest = () => [...list.querySelectorAll("[data-message-id]")].at(-1);
let following = true;
let withForm = false;
let pressed = ""; // the message whose button was pressed last: its answer may take its place
let newestBefore = ""; // when one acted: SimCord may draw what was there before anew
let waiting = 0;

function noteAct(event) {
  const inForm = Boolean(event.target.closest?.("[role=dialog]"));
  if (event.target.closest?.("#channel-message-list [role=combobox]")) following = false; // a menu opens where it is
  const button = event.target.closest?.("#channel-message-list :is(button, [role=option]):not([role=combobox])");
  if (!inForm && !button && !["submit", "own-act"].includes(event.type)) return;
  following = true;
  withForm = inForm;
  if (button) pressed = button.closest("[data-message-id]").dataset.messageId;
  newestBefore = newest()?.dataset.messageId;
}

// What a press opens is read from its top where it is tall; the answer to a form stands at its end.
function bringIntoView(message) {
  const isTall = message.offsetHeight > timeline.clientHeight;
  message.scrollIntoView({ block: isTall && !withForm ? "start" : "end" });
}

// SimCord puts the view back to where it was when it has drawn: wait for that.
function bringSoon(message) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    if (window.simcordPreview?.ready) bringIntoView(message);
    else bringSoon(message);
  });
}

function notice(changes) {
  if (!following) return;
  const isDrawnAnew = changes.some((change) => change.target === list && change.addedNodes.length);
  const hasNew = newest()?.dataset.messageId !== newestBefore;
  const changed = list.querySelector(`[data-message-id="${pressed}"]`);
  if (isDrawnAnew && hasNew) bringSoon(newest());
  else if (changed && (isDrawnAnew || changes.some((change) => changed.contains(change.target)))) bringSoon(changed);
}

const isDrawn = (view) => view?.ready && (view.awaitingRevision ?? 0) <= view.publishedRevision;
const buttonUnder = (event) => event.target.closest?.("#channel-message-list button[data-control-key]");

function sendAgain(control) {
  if (control instanceof HTMLFormElement) control.requestSubmit();
  else document.querySelector(`button[data-control-key="${control.dataset.controlKey}"]`)?.click(); // it may have been drawn anew
}

// SimCord drops what is sent while it draws: keep it until that is done, once, however often it is tried meanwhile.
let held = null;
function holdBack(event) {
  const control = event.type === "submit" ? event.target : buttonUnder(event);
  const view = window.simcordPreview;
  if (!control || !view?.authorized) return;
  if (isDrawn(view)) {
    seeThrough(control, view.lastAction?.requestId);
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!held) setTimeout(sendHeld, HOLD_MS);
  held = control;
}

function sendHeld() {
  const control = held;
  held = null;
  sendAgain(control);
}

// SimCord refuses what is sent from a conversation that has just moved on, before the bot hears of it: send it again.
let again = 0;
function seeThrough(control, before, looks = LOOKS) {
  const view = window.simcordPreview;
  const last = view.lastAction;
  if (!looks || !view.authorized) return;
  if (view.pendingAction || last?.requestId === before) setTimeout(() => seeThrough(control, before, looks - 1), HOLD_MS);
  else if (last?.rejected && again < MOST_AGAIN && last.diagnostics.some((each) => MOVED_ON.test(each.code))) {
    again += 1;
    sendAgain(control);
  } else again = 0;
}

// SimCord puts the focus on a form's X, where Enter throws away what one types; Discord puts it in the first field.
function focusField(event) {
  const dialog = event.target.closest("[role=dialog]");
  if (event.target.matches(".modal-close") && !dialog.contains(event.relatedTarget)) dialog.querySelector("input, textarea")?.focus();
}

const lookAnew = () => document.getElementById("viewer-picker").dispatchEvent(new Event("change"));

// SimCord's server takes a form that was closed for open, and the menus behind it for unknown: it forgets both with a new look.
function forgetForm(event) {
  const isLeft = event.type === "keydown" ? event.key === "Escape" : event.target.closest?.(".modal-close, .modal-actions .button-secondary");
  if (isLeft && event.target.closest?.("[role=dialog]")) setTimeout(lookAnew);
}

// SimCord shows what was chosen first in a menu of channels for ever, and takes the same choice again for none.
function forgetChoice(event) {
  const menu = event.target.closest?.("#channel-message-list [role=option]")?.closest(".preview-select");
  if (menu) lookAnewAfter(menu.dataset.controlKey, window.simcordPreview.lastAction?.requestId);
}

function lookAnewAfter(menu, before, looks = LOOKS) {
  const view = window.simcordPreview;
  const last = view.lastAction;
  const isChosen = last?.requestId !== before && last?.dispatched && last.target?.controlKey === menu;
  if (isChosen && !view.pendingAction && isDrawn(view)) lookAnew();
  else if (looks) setTimeout(() => lookAnewAfter(menu, before, looks - 1), HOLD_MS);
}

// A command in a message is put in the box.
function takeCommand(event) {
  const command = event.target.closest?.("#channel-message-list .command-mention");
  if (!command || box().disabled) return;
  write(box(), command.textContent);
  box().focus();
}

// Enter sends a command that is chosen, unless one walks through its options; SimCord takes it for choosing the first.
let walking = false;
function sendChosen(event) {
  const isChosen = event.key === "Enter" && event.target.matches?.(".command-chip") && !walking;
  walking = event.key.startsWith("Arrow");
  if (!isChosen) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  document.getElementById("send-message").click();
}

// Who types on behind a command that is chosen means its first option, as on Discord; SimCord would lose the letters.
function typeOn(event) {
  const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (isLetter && event.target.matches?.(".command-chip")) document.querySelector(".command-suggestion")?.click();
}

// Who leaves a command by its X wants the box empty; SimCord leaves its name there, and its list open.
function emptyBox(event) {
  if (!event.isTrusted || !event.target.closest?.(".command-context-close")) return;
  setTimeout(() => write(box(), ""));
}

// Discord says what an option of a command is for; SimCord leaves three dots for it.
const purposes = fetch("/sandbox/options").then((answer) => answer.json());
async function sayPurposes() {
  const command = document.querySelector(".command-chip")?.textContent.slice(1);
  const said = (await purposes)[command] ?? {};
  for (const each of document.querySelectorAll(".command-suggestion")) {
    const dots = each.querySelector(".command-suggestion-ellipsis");
    const purpose = said[each.dataset.value];
    if (dots && purpose && dots.textContent !== purpose) dots.textContent = purpose;
  }
}

// The list of commands or options lies over the conversation: it closes once one presses something there, or a form opens.
function closeList() {
  if (!document.querySelector(".command-popup:not([hidden])")) return;
  const composing = document.querySelector(".command-row") ?? box();
  composing.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
}

const closeListOutside = (event) => { if (!event.target.closest?.("#channel-composer")) closeList(); };
const closeListUnderForm = () => { if (document.querySelector("[role=dialog]")) closeList(); };

document.addEventListener("click", closeListOutside, true); // before a command in a message opens it anew
new MutationObserver(closeListUnderForm).observe(document.getElementById("modal-root"), { childList: true, subtree: true });
document.addEventListener("click", emptyBox);
document.addEventListener("focusin", focusField);
document.addEventListener("keydown", sendChosen, true);
document.addEventListener("keydown", typeOn);
document.addEventListener("click", forgetForm, true);
document.addEventListener("click", forgetChoice, true);
document.addEventListener("keydown", forgetForm, true);
document.addEventListener("click", takeCommand);
document.addEventListener("submit", holdBack, true);
document.addEventListener("click", holdBack, true);
document.addEventListener("click", noteAct, true);
document.addEventListener("submit", noteAct, true);
document.addEventListener("own-act", noteAct); // time that the page around lets pass
for (const away of ["wheel", "touchmove"]) timeline.addEventListener(away, () => { following = false; }, { passive: true });
new MutationObserver(notice).observe(list, { childList: true, subtree: true });
new MutationObserver(sayPurposes).observe(document.getElementById("channel-composer"), { childList: true, subtree: true });
