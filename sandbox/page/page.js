// The bar above the conversation: who one is, where one looks, and what time it is.

const POLL_MS = 1000;
const DEAD_AFTER_POLLS = 5;
const CATCH_UP_MS = 5000;
const CATCH_UP_STEP_MS = 50;
const find = (id) => document.getElementById(id);
const writer = find("writer");
const place = find("place");
const room = find("room");
const note = find("note");
const acts = document.querySelectorAll("[data-span], #restart, select");
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

function fill(select, options, chosen) {
  const wanted = JSON.stringify(options);
  if (select.dataset.options !== wanted) {
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
    select.dataset.options = wanted;
  }
  select.value = chosen;
}

function show(state) {
  const withNews = (label, unread) => (unread ? `${label} (${unread})` : label);
  fill(writer, state.writers.map((each) => [each.name, withNews(each.name, each.name === state.writer ? 0 : each.unread)]), state.writer);
  fill(place, state.places.map((each) => [each.key, withNews(each.label, each.unread)]), state.place);
  const news = state.places.filter((each) => each.unread);
  place.classList.toggle("has-news", news.length > 0);
  find("clock").textContent = state.clock;
  find("zone").textContent = state.zone;
  document.title = news.length ? `(${news.length}) OneReader, to try out` : "OneReader, to try out";
  if (state.room !== shownRoom) {
    shownRoom = state.room;
    room.src = state.room;
  }
}

function tell(text, failed = false) {
  note.textContent = text;
  note.hidden = !text;
  note.classList.toggle("failed", failed);
}

function newsOf(state) {
  const news = state.places.filter((each) => each.unread).map((each) => each.label);
  return news.length ? `Something new for ${state.writer} in ${news.join(", ")}.` : "";
}

const roomRevision = () => room.contentWindow?.simcordPreview?.publishedRevision ?? 0;

// SimCord refuses a press on a conversation that is out of date: give the controls back once it has caught up.
async function roomCatchesUp(before) {
  for (let waited = 0; roomRevision() <= before && waited < CATCH_UP_MS; waited += CATCH_UP_STEP_MS) {
    await new Promise((resolve) => { setTimeout(resolve, CATCH_UP_STEP_MS); });
  }
}

async function act(path, body, after = () => "") {
  if (busy) return;
  busy = true;
  turn += 1;
  const revision = roomRevision();
  const focused = document.activeElement; // a disabled control loses the keyboard's focus
  acts.forEach((each) => { each.disabled = true; });
  try {
    const state = await ask(path, body);
    const isSameRoom = state.room === shownRoom;
    show(state);
    if (isSameRoom) await roomCatchesUp(revision);
    tell(state.note || after(state));
  } catch (error) {
    tell(`That did not work: ${error.message}`, true);
  } finally {
    busy = false;
    acts.forEach((each) => { each.disabled = false; });
    if (document.activeElement === document.body) focused.focus();
  }
}

async function poll() {
  try {
    if (!busy) {
      const asked = turn;
      const state = await ask("/sandbox/state");
      if (asked === turn && document.activeElement !== writer && document.activeElement !== place) show(state);
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

const takeSeat = () => act("/sandbox/seat", { writer: writer.value, place: place.value });
writer.addEventListener("change", takeSeat);
place.addEventListener("change", takeSeat);
document.querySelectorAll("[data-span]").forEach((button) => {
  button.addEventListener("click", () => act("/sandbox/time", { span: button.dataset.span }, newsOf));
});
find("restart").addEventListener("click", () => act("/sandbox/restart", {}));
find("hint-close").addEventListener("click", () => { find("hint").hidden = true; });
poll();
