/** The mean of the numbers that are there; null without any. */
export function mean(numbers) {
  const there = numbers.filter((number) => number !== null && number !== undefined);
  return there.length === 0 ? null : there.reduce((sum, number) => sum + number, 0) / there.length;
}

/** The least squares line through points `[x, y]`, as a function; null where there is none. */
export function regression(points) {
  const x = mean(points.map((point) => point[0]));
  const y = mean(points.map((point) => point[1]));
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  if (points.length < 3 || spread === 0) return null;
  const slope = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
  return (at) => y + slope * (at - x);
}

/** The days on which both attributes have a number, as `{date, x, y}` by x. */
export function pairs(one, other) {
  const numbers = new Map((other ?? []).map(({ date, number }) => [date, number]));
  return (one ?? [])
    .filter(({ date, number }) => number !== null && (numbers.get(date) ?? null) !== null)
    .map(({ date, number }) => ({ date, x: number, y: numbers.get(date) }))
    .sort((a, b) => a.x - b.x);
}

/** For each day the mean of its week; null in weeks without a number. */
export function weeklyMeans(values, weeks) {
  return values.map(({ date }) => weeks?.find(({ from, to }) => from <= date && date <= to)?.mean ?? null);
}

/** A line from the middle of each week to the middle of the next, day by day; weeks without a mean are gaps. */
export function joined(means) {
  const weeks = [];
  means.forEach((mean, place) => {
    if (place > 0 && means[place - 1] === mean) weeks.at(-1).to = place;
    else weeks.push({ mean, from: place, to: place });
  });
  const middle = ({ from, to }) => (from + to) / 2;
  return means.map((mean, place) => {
    const index = weeks.findIndex(({ to }) => place <= to);
    const at = middle(weeks[index]);
    const next = weeks[place < at ? index - 1 : index + 1];
    if (mean === null || !next || next.mean === null) return mean;
    return mean + ((place - at) / (middle(next) - at)) * (next.mean - mean);
  });
}
