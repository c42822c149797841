// What a step's button does in the conversation: types a command, presses a button, fills in the form that opens.

const PATIENCE_MS = 8000;
const STEP_MS = 50;
const GLANCE_MS = 1000; // for what is hardly there yet

async function until(found, patience = PATIENCE_MS) {
  for (let waited = 0; waited < patience; waited += STEP_MS) {
    const value = found();
    if (value) return value;
    await new Promise((resolve) => { setTimeout(resolve, STEP_MS); });
  }
  return null;
}

export function write(field, text) {
  const prototype = Object.getPrototypeOf(field);
  Object.getOwnPropertyDescriptor(prototype, "value").set.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

const nameOf = (field) => field.ownerDocument.getElementById(field.getAttribute("aria-labelledby"))?.textContent ?? "";

const fieldOf = (page, label) => [...page.querySelectorAll("[role=dialog] :is(input, textarea)")]
  .find((each) => nameOf(each).startsWith(label));

async function type(page, text) {
  page.querySelector(".command-context-close")?.click();
  const box = await until(() => page.querySelector("textarea#channel-composer-input:enabled"));
  if (!box) return "The conversation is not ready yet: try again in a moment.";
  write(box, ` ${text}`); // the space keeps SimCord's list of commands closed
  await until(() => sent(page, () => box.form.requestSubmit()));
  return "";
}

// SimCord drops what is sent while it draws, and holds its button while it sends: try until it holds.
function sent(page, send) {
  const button = page.getElementById("send-message");
  if (!button.disabled) send();
  return button.disabled;
}

export const tooEarly = (step) => `“${step.label}” comes after “${step.after}”: take that first.`;
const notHere = (what, step) => step.after ? tooEarly(step) : `${what} is not here any more${step.needs ? `: begin again with “${step.needs}”` : ""}.`;

async function press(page, step) {
  const labels = [step.presses, step.or_presses].filter(Boolean);
  const button = await until(() => [...page.querySelectorAll("#channel-message-list button:enabled")]
    .filter((each) => labels.includes(each.textContent.trim())).at(-1), step.after ? GLANCE_MS : PATIENCE_MS);
  if (!button) return notHere(`“${step.presses}”`, step);
  await until(() => sent(page, () => button.click()));
  return "";
}

async function open(page, step) {
  const menu = await until(() => [...page.querySelectorAll("#channel-message-list [role=combobox]:enabled")]
    .filter((each) => each.getAttribute("aria-label") === step.opens).at(-1));
  if (!menu) return notHere("That menu", step);
  menu.scrollIntoView({ block: "center" });
  if (menu.getAttribute("aria-expanded") !== "true") menu.click();
  return "";
}

async function fill(page, step, samples) {
  for (const [label, text] of Object.entries(step.fills)) {
    const field = await until(() => fieldOf(page, label));
    if (!field) return "No form opened: go by what the bot says, or try again.";
    if (field.value && !samples.includes(field.value)) return "Your own words are in the form: press Submit.";
    write(field, text);
    await until(() => fieldOf(page, label)?.value === text && page.defaultView.simcordPreview.ready); // drawn again with it
  }
  return step.filled;
}

// Does a step in the conversation's frame, leaving words that are no samples as they are; returns what to tell the visitor, if anything.
export async function perform(step, room, samples) {
  const ready = await until(() => room.contentWindow.location.search === new URL(room.src).search
    && room.contentWindow.simcordPreview?.ready && room.contentDocument.querySelector("#send-message:enabled"));
  if (!ready) return "The conversation is not ready yet: try again in a moment.";
  const page = room.contentDocument;
  const trouble = step.types ? await type(page, step.types) : step.presses ? await press(page, step) : "";
  if (step.opens) return trouble || open(page, step);
  return trouble || !Object.keys(step.fills).length ? trouble : fill(page, step, samples);
}
