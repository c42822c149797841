// What a step's button does in the conversation: types a command, presses a button, fills in the form that opens.

const PATIENCE_MS = 8000;
const STEP_MS = 50;

async function until(found) {
  for (let waited = 0; waited < PATIENCE_MS; waited += STEP_MS) {
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

async function press(page, step) {
  const labels = [step.presses, step.or_presses].filter(Boolean);
  const button = await until(() => [...page.querySelectorAll("#channel-message-list button:enabled")]
    .filter((each) => labels.includes(each.textContent.trim())).at(-1));
  if (!button) return `There is no ${step.presses} here: take the steps before it first.`;
  await until(() => sent(page, () => button.click()));
  return "";
}

async function open(page, step) {
  const menu = await until(() => [...page.querySelectorAll("#channel-message-list [role=combobox]:enabled")]
    .filter((each) => each.getAttribute("aria-label") === step.opens).at(-1));
  if (!menu) return "There is no such menu here: take the steps before it first.";
  menu.scrollIntoView({ block: "center" });
  if (menu.getAttribute("aria-expanded") !== "true") menu.click();
  return "";
}

async function fill(page, step, samples) {
  for (const [label, text] of Object.entries(step.fills)) {
    const field = await until(() => fieldOf(page, label));
    if (!field) return "The form did not open: try again in a moment.";
    if (field.value && !samples.includes(field.value)) return "Your own words are in the form: press Submit.";
    write(field, text);
    await until(() => fieldOf(page, label)?.value === text && page.defaultView.simcordPreview.ready); // drawn again with it
  }
  return "The form is filled in: change it as you like, and press Submit.";
}

// Does a step in the conversation's frame, leaving words that are no samples as they are; returns what to tell the visitor, if anything.
export async function perform(step, room, samples) {
  const ready = await until(() => room.contentWindow.location.search === new URL(room.src).search
    && room.contentWindow.simcordPreview?.ready && room.contentDocument.querySelector("#send-message:enabled"));
  if (!ready) return "The conversation is not ready yet: try again in a moment.";
  const page = room.contentDocument;
  if (step.opens) return open(page, step);
  if (!step.types && !step.presses) return ""; // only to be looked at
  const trouble = step.types ? await type(page, step.types) : await press(page, step);
  return trouble || !Object.keys(step.fills).length ? trouble : fill(page, step, samples);
}
