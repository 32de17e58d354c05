/** When messages were sent, in the words of the language that is spoken. */

import { language, say } from "./words.js";

/** The moment of a message. */
export function when(message) {
  return new Date(Number(message.ts) * 1000);
}

/** Whether two messages are of one day; nothing is of no day. */
export function sameDay(before, message) {
  return before !== null && when(before).toDateString() === when(message).toDateString();
}

/** The day of a message: today, or its date. */
export function dayName(message) {
  const date = when(message);
  if (date.toDateString() === new Date().toDateString()) return say("today");
  return new Intl.DateTimeFormat(language(), { month: "long", day: "numeric", weekday: "long" }).format(date);
}

/** The time of a message. */
export function clock(message) {
  return new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit" }).format(when(message));
}

/** The time of a message where there is little room. */
export function shortClock(message) {
  return when(message).toTimeString().slice(0, 5);
}
