import { useMemo, useState } from 'react';
import { numberOf, seconds, shortDate } from './format.js';
import { axis, uPlot, usePlot } from './plot.js';
import { joined } from './series.js';

const HEIGHT = 370;
const HALF_A_DAY = 43_200;

/**
 * The days of an attribute with their weekly average and the goal. Days without a value are gaps. The arrow keys move
 * from day to day, and the days are a table, too.
 */
export function Trend({ attribute, values, averages, target, targetName }) {
  const data = useMemo(
    () => [values.map(({ date }) => seconds(date)), values.map(({ number }) => number), joined(averages)],
    [values.length, values[0].date, attribute.id, sum(values)],
  );
  const options = useMemo(() => (color) => configured(attribute, data, target, color, setAt), [data, target]);
  const { place, plot } = usePlot(options, data, HEIGHT);
  const [at, setAt] = useState(null);
  const index = at ?? values.length - 1;
  const said = says(attribute, values[index], averages[index]);

  const move = (event) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: values.length - 1 }[event.key];
    if (to === undefined || !plot.current) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(values.length - 1, to));
    setAt(next);
    plot.current.setCursor({ left: plot.current.valToPos(data[0][next], 'x'), top: HEIGHT / 2 });
  };

  return (
    <figure className="trend">
      <figcaption aria-hidden="true">
        <span className="said">{said}</span>
        <span className="keys">
          <i className="day" /> day <i className="average" /> weekly average {target !== null && <><i className="goal" /> {targetName.toLowerCase()}</>}
        </span>
      </figcaption>
      <div
        ref={place}
        className="plot"
        tabIndex={0}
        role="slider"
        aria-label={`${attribute.label} by day`}
        aria-valuemin={0}
        aria-valuemax={values.length - 1}
        aria-valuenow={index}
        aria-valuetext={said}
        onKeyDown={move}
      />
      <Table attribute={attribute} values={values} averages={averages} />
    </figure>
  );
}

const sum = (values) => values.reduce((total, { number }) => total + (number ?? 0), 0);

function says(attribute, { date, number, formatted }, average) {
  const value = number === null ? 'nothing recorded' : formatted;
  return `${shortDate(date)}: ${value}${average === null ? '' : ` · weekly average ${numberOf(attribute, average)}`}`;
}

function configured(attribute, data, target, color, onMove) {
  const numbers = data[1].filter((number) => number !== null);
  const low = Math.min(...numbers);
  const high = Math.max(...numbers, target ?? -Infinity);
  const fromZero = low >= 0 && low < high * 0.55;
  const tint = color('accent');
  return {
    tzDate: (stamp) => uPlot.tzDate(new Date(stamp * 1000), 'Etc/UTC'),
    legend: { show: false },
    padding: [12, 8, 0, 0],
    cursor: { y: false, points: { size: 9, fill: tint }, drag: { x: false, y: false } },
    scales: { x: { range: (_, from, to) => [from - HALF_A_DAY, to + HALF_A_DAY] }, y: { range: () => bounds(low, high, fromZero) } },
    axes: [
      axis(color, { grid: { show: false }, space: 70, values: days }),
      axis(color, { size: 64, space: 48, values: (_, splits) => splits.map((split) => numberOf(attribute, split)) }),
    ],
    series: [
      {},
      {
        spanGaps: false,
        stroke: fromZero ? color('bar') : tint,
        fill: fromZero ? color('bar') : undefined,
        width: fromZero ? 0 : 1,
        paths: fromZero ? uPlot.paths.bars({ size: [0.7, 22], radius: 0.3 }) : undefined,
        points: { show: !fromZero, size: 5, fill: tint },
      },
      { spanGaps: false, stroke: tint, width: 2.5, paths: uPlot.paths.spline(), points: { show: false } },
    ],
    hooks: {
      draw: target === null ? [] : [(plot) => goalLine(plot, target, color('goal'))],
      setCursor: [(plot) => onMove(plot.cursor.idx ?? null)],
    },
  };
}

function bounds(low, high, fromZero) {
  const room = (high - (fromZero ? 0 : low)) * 0.08 || 1;
  return [fromZero ? 0 : low - room, high + room];
}

function days(_, splits) {
  return splits.map((stamp) => shortDate(new Date(stamp * 1000).toISOString().slice(0, 10)).slice(4));
}

function goalLine({ ctx, bbox, valToPos }, target, color) {
  const y = Math.round(valToPos(target, 'y', true));
  ctx.save();
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 5 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}

function Table({ attribute, values, averages }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="table" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {isOpen && (
        <div className="scroll" tabIndex={0} role="region" aria-label={`${attribute.label} as a table`}>
          <table>
            <thead>
              <tr><th scope="col">Day</th><th scope="col">{attribute.label}</th><th scope="col">Weekly average</th></tr>
            </thead>
            <tbody>
              {values.map(({ date, formatted }, place) => (
                <tr key={date}><th scope="row">{shortDate(date)}</th><td>{formatted ?? '–'}</td><td>{numberOf(attribute, averages[place])}</td></tr>
              )).reverse()}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
