// SimCord writes once how far off an instant is; here time passes while one looks.

const SPANS = [["week", 604800], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
const isRelative = (said) => /^(in|next|last) |^(tomorrow|yesterday|now)$| ago$/.test(said);

function howFar(seconds) {
  const [unit, size] = SPANS.find((each) => Math.abs(seconds) >= each[1]) ?? SPANS.at(-1);
  return words.format(Math.round(seconds / size), unit);
}

// Only the text is written over: a changed element would count as news in the conversation.
export function keepTimes(page, now) {
  for (const each of page?.querySelectorAll("time.discord-timestamp") ?? []) {
    if (isRelative(each.textContent)) each.firstChild.data = howFar((new Date(each.dateTime) - new Date(now)) / 1000);
  }
}
