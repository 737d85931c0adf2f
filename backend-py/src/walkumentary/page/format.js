// Figures as people read them.

/** 83.2 → "1:23"; with hours from one hour on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (n) => String(n).padStart(2, "0");
  return h ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** 700 → "12 min", never less than one. */
export const minutes = (seconds) => `${Math.max(1, Math.round(seconds / 60))} min`;

/** 220.4 → "220 m", 1420 → "1.4 km". */
export const distance = (metres) =>
  metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1)} km`;

/** 0 → "nothing"; else dollars with as many digits as it takes. */
export const money = (usd) => (usd > 0 ? `$${usd.toFixed(usd < 0.1 ? 3 : 2)}` : "nothing");

/** 1, "stop" → "1 stop"; 2 → "2 stops". */
export const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

/** "picnic_site" → "picnic site". */
export const words = (tag) => String(tag ?? "").replaceAll("_", " ");

/** The day of a time stamp, in the reader's own way of writing it. */
export const day = (stamp) =>
  stamp ? new Date(stamp).toLocaleDateString(undefined, { dateStyle: "medium" }) : "";
