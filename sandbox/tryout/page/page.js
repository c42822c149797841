// Around the conversation: who one is, where one looks, what time it is, and what to try.

import { keepTimes } from "/sandbox/times.js";
import { perform, tooEarly } from "/sandbox/tour.js";

const POLL_MS = 1000;
const DEAD_AFTER_POLLS = 5;
const CATCH_UP_MS = 5000;
const CATCH_UP_STEP_MS = 50;
const LOOK_MS = 250;
const LOOKS = 24;
const NEWS_TOLD = 3; // more would not fit a phone, and are marked in the list of places
const PIECE = "Your piece";
const find = (id) => document.getElementById(id);
const writer = find("writer");
const room = find("room");
const note = find("note");
let shownRoom = "";
let busy = false;
let turn = 0; // an answer to a question asked before the last act is out of date

async function ask(path, body) {
  const answer = await fetch(path, body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

// Rows are made anew only when they change and none is pressed: a button under the finger must stay, or its tap is lost.
function fill(list, rows, make) {
  const wanted = JSON.stringify(rows);
  if (list.dataset.rows === wanted || list.matches(":active")) return; // the next look makes up for it
  list.dataset.rows = wanted;
  list.replaceChildren(...rows.map(make));
}

function item(button) {
  const row = document.createElement("li");
  row.append(button);
  return row;
}

function buttonOf(label, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", press);
  return button;
}

function showPeople(state) {
  const labelOf = (each) => each.unread && each.name !== state.writer ? `${each.name} (${each.unread})` : each.name;
  const servers = [...new Set(state.writers.map((each) => each.server))];
  const rows = servers.map((server) => [
    server, state.writers.filter((each) => each.server === server).map((each) => [labelOf(each), each.name]),
  ]);
  fill(writer, rows, ([server, there]) => {
    const group = Object.assign(document.createElement("optgroup"), { label: server });
    group.append(...there.map(([label, name]) => new Option(label, name)));
    return group;
  });
  writer.value = state.writer;
}

// Whose rounds of steps there are, and who one is.
function showRounds(state) {
  const people = state.writers.filter((each) => each.role || each.name === state.writer);
  const rows = people.map(({ name, role }) => ({ name, role, here: name === state.writer }));
  fill(find("rounds"), rows, ({ name, role, here }) => {
    const button = buttonOf(here ? `You are ${name}` : `Be ${name}`, () => takeSeat(name, shown.place));
    if (here) button.setAttribute("aria-current", "true");
    if (role) button.append(Object.assign(document.createElement("span"), { textContent: role }));
    return item(button);
  });
}

function showPlaces(state) {
  const rows = state.places.map((each) => ({ ...each, here: each.key === state.place }));
  fill(find("places"), rows, (each) => {
    const button = buttonOf(each.label, () => takeSeat(writer.value, each.key));
    button.classList.toggle("has-news", each.unread > 0);
    if (each.here) button.setAttribute("aria-current", "true");
    if (each.unread) {
      const badge = Object.assign(document.createElement("span"), { className: "badge", textContent: each.unread });
      badge.setAttribute("aria-label", `${each.unread} new`);
      button.append(badge);
    }
    return item(button);
  });
  document.querySelector(".places [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function struck(step) {
  const row = document.createElement("li");
  row.className = "gone";
  row.append(Object.assign(document.createElement("s"), { textContent: step.label }), `: ${step.gone}`);
  return row;
}

let ticked = 0;
function showSteps(state) {
  const next = state.steps.find((each) => each.next);
  const done = state.steps.filter((each) => each.done).length;
  const possible = state.steps.filter((each) => !each.gone).length;
  if (done > ticked) tell(""); // what was said of the step before is over
  ticked = done;
  find("next").hidden = !next;
  find("next").textContent = next?.label ?? "";
  find("next").onclick = () => take(next);
  find("about").textContent = next?.about ?? `That was the whole round. ${state.beyond}`;
  find("count").textContent = `${done} of ${possible}`;
  fill(find("steps"), state.steps, (step) => {
    if (step.gone) return struck(step);
    const row = item(buttonOf(step.label, () => take(step)));
    row.classList.toggle("done", step.done);
    return row;
  });
}

let shown = null;
function show(state) {
  shown = state;
  showPeople(state);
  showRounds(state);
  showPlaces(state);
  showSteps(state);
  find("server").textContent = state.server;
  find("clock").textContent = state.clock;
  find("menu").textContent = state.clock.replace(/ .*,/, "");
  find("zone").textContent = state.zone;
  const news = state.places.filter((each) => each.unread);
  document.title = news.length ? `(${news.length}) OneReader, to try out` : "OneReader, to try out";
  if (state.room !== shownRoom) {
    shownRoom = state.room;
    room.src = state.room;
  }
  keepTimes(room.contentDocument, state.now);
  if (busy) hold(true); // what was made anew meanwhile would take a press and lose it
}

function tell(text, failed = false, ...buttons) {
  note.replaceChildren(text, ...buttons);
  note.hidden = !text;
  note.classList.toggle("failed", failed);
}

// What the time that passed brought, each place a tap away.
function tellNews(state) {
  const news = state.places.filter((each) => each.unread);
  const ways = news.slice(0, NEWS_TOLD).flatMap((each) => [buttonOf(each.label, () => takeSeat(state.writer, each.key)), " "]);
  tell(`It is ${state.clock}. ${news.length ? "New for you: " : "Nothing new."}`, false, ...ways);
}

const roomRevision = () => room.contentWindow?.simcordPreview?.publishedRevision ?? 0;

// SimCord refuses a press on a conversation that is out of date: give the controls back once it has caught up.
async function roomCatchesUp(before) {
  for (let waited = 0; roomRevision() <= before && waited < CATCH_UP_MS; waited += CATCH_UP_STEP_MS) {
    await pause(CATCH_UP_STEP_MS);
  }
}

function hold(held) {
  document.querySelectorAll("button, select").forEach((each) => { each.disabled = held; });
}

async function act(path, body, tellAfter = () => tell("")) {
  if (busy) return;
  busy = true;
  turn += 1;
  const revision = roomRevision();
  const focused = document.activeElement; // a disabled control loses the keyboard's focus
  closeOverlays();
  hold(true);
  try {
    const state = await ask(path, body);
    const isSameRoom = state.room === shownRoom;
    show(state);
    if (isSameRoom) await roomCatchesUp(revision);
    if (state.note) tell(state.note);
    else tellAfter(state);
  } catch (error) {
    tell(`That did not work: ${error.message}`, true);
  } finally {
    busy = false;
    hold(false);
    if (document.activeElement === document.body && focused.isConnected) focused.focus();
  }
}

async function poll() {
  try {
    if (!busy) {
      const asked = turn;
      const state = await ask("/sandbox/state");
      if (asked === turn && document.activeElement !== writer) show(state);
      reviveRoom();
    }
  } catch {
    tell("The sandbox has stopped. Start it again and reload this page.", true);
  }
  setTimeout(poll, POLL_MS);
}

// SimCord forgets a page that slept for long, and a page may fail to load: open it again then.
let deadPolls = 0;
function reviveRoom() {
  const view = room.contentWindow?.simcordPreview;
  deadPolls = view?.authorized ? 0 : deadPolls + 1;
  if (deadPolls >= DEAD_AFTER_POLLS) {
    deadPolls = 0;
    room.contentWindow.location.reload();
  }
}

const takeSeat = (who, place) => act("/sandbox/seat", { writer: who, place });
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

function passTime(span) {
  room.contentDocument?.dispatchEvent(new Event("own-act"));
  return act("/sandbox/time", { span }, tellNews);
}

// On a phone the list of steps lies over the conversation.
function closeSteps() {
  find("steps-box").open &&= wide.matches;
}

// Does a step, and holds its button until the bot has answered, so that nobody does it twice.
async function take(step) {
  closeSteps();
  if (step.passes && step.after) {
    tell(tooEarly(step));
    return;
  }
  find("next").classList.add("at-work");
  if (shown.place !== step.place) await takeSeat(shown.writer, step.place);
  if (step.passes) await passTime(step.passes);
  else tell(await perform(step, room, samples()));
  for (let looks = 0; looks < LOOKS && note.hidden && !isDone(step); looks += 1) {
    await pause(LOOK_MS);
    if (!busy) show(await ask("/sandbox/state"));
  }
  if (step.passes && step.sign && !isDone(step) && !note.querySelector("button")) tell(step.about); // nothing came: why is said there
  find("next").classList.remove("at-work");
  if (!isDone(step) && await isLeft(step)) show(await ask("/sandbox/nothing", { step: step.label }));
}

const openForm = () => room.contentDocument.querySelector("[role=dialog], #channel-message-list [aria-expanded=true]");

// Waits while a step's form or menu is open; whoever closes it unsent, or never saw it, goes on with another step.
async function isLeft(step) {
  const page = room.contentDocument;
  let isUsed = false;
  const use = (event) => { isUsed ||= event.type === "submit" || Boolean(event.target.closest("[role=option]")); };
  for (const each of ["submit", "click"]) page.addEventListener(each, use, true);
  while (page === room.contentDocument && openForm()) await pause(LOOK_MS);
  for (const each of ["submit", "click"]) page.removeEventListener(each, use, true);
  if (note.textContent === step.filled) tell(""); // the form that it speaks of is closed
  return !isUsed;
}

// What the steps themselves fill in; anything else in a form is the visitor's own.
const samples = () => shown.steps.flatMap((step) => Object.values(step.fills));

const isDone = (step) => shown.steps.some((each) => each.label === step.label && each.done);

async function openAnother(empty) {
  closeOverlays();
  busy = true;
  tell("Another world is being made…");
  await ask("/sandbox/another", { empty });
  for (;;) {
    await pause(POLL_MS);
    const back = await fetch("/sandbox/state").catch(() => null);
    if (back?.ok) break;
  }
  location.reload();
}

function openBar(open) {
  find("bar").classList.toggle("open", open);
  find("menu").setAttribute("aria-expanded", String(open));
}

// What lies over the rest goes as soon as one turns elsewhere, the conversation's frame included.
function closeOverlays() {
  find("more").open = false;
  openBar(false);
}
document.addEventListener("click", (event) => {
  if (!find("more").contains(event.target)) find("more").open = false;
  if (!event.target.closest("#bar, #menu")) openBar(false);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeOverlays(); });
room.addEventListener("load", () => {
  room.contentDocument.addEventListener("pointerdown", closeOverlays);
  room.contentDocument.addEventListener("submit", explainSilence, true);
  room.contentDocument.addEventListener("focusin", explainOffer);
});

// What becomes of a text of one's own is said where one is about to put it.
function explainOffer(event) {
  const offer = shown.steps.find((step) => PIECE in step.fills);
  if (offer && note.hidden && event.target.closest("[role=dialog]")?.textContent.includes(PIECE)) {
    tell(`A text of your own gets no reader here: nobody is real. “${offer.label}” fills in a sample that gets one.`);
  }
}

// The bot answers commands alone: whoever writes to it as to a person would wait for nothing.
function explainSilence(event) {
  const said = event.target.querySelector("#channel-composer-input")?.value.trim();
  if (said && !said.startsWith("/")) tell("OneReader reads no messages, only commands. Type / to see them, or /help.");
}
find("menu").addEventListener("click", () => openBar(!find("bar").classList.contains("open")));

const wide = matchMedia("(min-width: 901px)");
find("steps-box").open = wide.matches;
writer.addEventListener("change", () => takeSeat(writer.value, shown.place));
document.querySelectorAll("[data-span]").forEach((button) => {
  button.addEventListener("click", () => passTime(button.dataset.span));
});
find("restart").addEventListener("click", () => act("/sandbox/restart", {}));
find("empty").addEventListener("click", () => openAnother(true));
find("again").addEventListener("click", () => openAnother(false));
poll();
