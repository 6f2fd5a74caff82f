import { useMemo } from 'react';
import { numberOf } from './format.js';
import { axis, usePlot } from './plot.js';
import { regression } from './series.js';

const HEIGHT = 280;

/** The days as points of two attributes, with the line that fits them best. */
export function Scatter({ x, y, points }) {
  const data = useMemo(() => {
    const fit = regression(points.map((point) => [point.x, point.y]));
    return [points.map((point) => point.x), points.map((point) => point.y), points.map((point) => fit?.(point.x) ?? null)];
  }, [x.label, y.label, points.length, points[0].x, points.at(-1).y]);
  const options = useMemo(() => (color) => configured(x, y, color), [x.label, y.label]);
  const { place } = usePlot(options, data, HEIGHT);
  return (
    <figure>
      <div ref={place} className="plot" role="img" aria-label={`${points.length} days: ${y.label} from ${extent(y, data[1])}, ${x.label} from ${extent(x, data[0])}`} />
      <figcaption className="muted">
        {y.label} by {x.label}, {points.length} days with both
      </figcaption>
    </figure>
  );
}

function extent(attribute, numbers) {
  return `${numberOf(attribute, Math.min(...numbers))} to ${numberOf(attribute, Math.max(...numbers))}`;
}

function configured(x, y, color) {
  const room = (_, low, high) => [low - (high - low || 1) * 0.06, high + (high - low || 1) * 0.06];
  const values = (attribute) => (_, splits) => splits.map((split) => numberOf(attribute, split));
  return {
    legend: { show: false },
    padding: [12, 20, 0, 0],
    cursor: { show: false },
    scales: { x: { time: false, range: room }, y: { range: room } },
    axes: [axis(color, { space: 90, values: values(x) }), axis(color, { size: 64, space: 44, values: values(y) })],
    series: [
      {},
      { stroke: color('accent'), paths: () => null, points: { show: true, size: 8, width: 0, fill: color('point') } },
      { stroke: color('goal'), width: 2, points: { show: false } },
    ],
  };
}
