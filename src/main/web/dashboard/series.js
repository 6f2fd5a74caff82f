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

/**
 * For each day the mean of that day and the six before it, of those that are there and have a number. The gateway's
 * `movingAverage` would read the six days before the first, too, and so cost the page another request.
 */
export function movingMean(values, days = 7) {
  return values.map((_, place) => mean(values.slice(Math.max(0, place - days + 1), place + 1).map(({ number }) => number)));
}
