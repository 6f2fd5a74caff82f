const LOCALE = 'en-GB';
const MINUTES_PER_DAY = 1440;

const day = format({ weekday: 'short', day: 'numeric', month: 'short' });
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const small = new Intl.NumberFormat('en', { maximumSignificantDigits: 1 });
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });

function format(options) {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: 'UTC' });
}

/** "Sat 21 Nov" for 2026-11-21. Dates are the user's own, so no zone may move them. */
export const shortDate = (date) => day.format(instant(date)).replace(',', '');

export const longDate = (date) => longDay.format(instant(date)).replace(',', '');

export const instant = (date) => new Date(`${date}T00:00:00Z`);

/** Seconds since 1970, as charts take them. */
export const seconds = (date) => instant(date).getTime() / 1000;

/** The time of day here: "10:41". */
export const timeHere = (moment) => clock.format(new Date(moment));

/** Minutes and seconds until then, "1:29", from seconds. */
export function countdown(left) {
  const whole = Math.max(0, Math.ceil(left));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A number of an attribute, in the words that the gateway uses for values. */
export function numberOf({ valueType, unit }, number) {
  if (number === null || number === undefined) return '–';
  switch (valueType) {
    case 'DURATION':
      return duration(number);
    case 'TIME_OF_DAY':
      return timeOfDay(number);
    case 'TIME_OF_DAY_FROM_MIDDAY':
      return timeOfDay(number + MINUTES_PER_DAY / 2);
    case 'BOOLEAN':
      return `${plain.format(number * 100)} %`;
    default:
      return unit ? `${decimal(number)} ${unit}` : decimal(number);
  }
}

/** One decimal, or the first digit of what would be shown as 0. */
const decimal = (number) => (Math.abs(number) < 0.05 ? small : plain).format(number);

function duration(minutes) {
  const whole = Math.round(minutes);
  if (whole < 60) return `${whole} min`;
  return `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, '0')} min`;
}

export function timeOfDay(minutes) {
  const whole = ((Math.round(minutes) % MINUTES_PER_DAY) + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  const pad = (part) => String(part).padStart(2, '0');
  return `${pad(Math.floor(whole / 60))}:${pad(whole % 60)}`;
}

/** "1 request", "2 requests". */
export const count = (number, one, many = `${one}s`) => `${plain.format(number)} ${number === 1 ? one : many}`;

export const percent = (share) => `${Math.round(share * 100)} %`;

/** A goal is one that was set, or what is usual on that weekday. */
export const goalName = (goal) => (goal?.source === 'GOAL_ATTRIBUTE' ? 'Goal' : 'Usual');
