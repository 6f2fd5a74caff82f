const WIDTH = 120;
const HEIGHT = 34;
const EDGE = 3;

/** A month in one line; days without a value are gaps. Its figures are beside it, so it has no text of its own. */
export function Sparkline({ values }) {
  const numbers = values.map(({ number }) => number);
  const there = numbers.filter((number) => number !== null);
  if (there.length < 2) return <div className="sparkline" aria-hidden="true" />;
  const low = Math.min(...there);
  const range = Math.max(...there) - low || 1;
  const points = numbers.map((number, place) =>
    number === null ? null : [(place / (numbers.length - 1)) * WIDTH, HEIGHT - EDGE - ((number - low) / range) * (HEIGHT - 2 * EDGE)],
  );
  const runs = consecutive(points);
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {runs.map((run) => <path key={run[0][0]} className="area" d={`${line(run)} L${run.at(-1)[0]} ${HEIGHT} L${run[0][0]} ${HEIGHT}Z`} />)}
      {runs.map((run) => <path key={run[0][0]} className="line" d={run.length > 1 ? line(run) : `${line(run)}h0.01`} />)}
    </svg>
  );
}

function consecutive(points) {
  const runs = [];
  points.forEach((point, place) => {
    if (point === null) return;
    if (place > 0 && points[place - 1] !== null) runs.at(-1).push(point);
    else runs.push([point]);
  });
  return runs;
}

const line = (run) => run.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join(' ');
