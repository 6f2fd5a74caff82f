import { useEffect, useRef, useState } from 'react';
import { Card } from './Card.jsx';
import { AttributeHistory } from './documents.js';
import { shortDate, timeOfDay } from './format.js';
import { mean } from './series.js';

const MIDDAY = 720;
const MIDNIGHT = 1440;
const HEIGHT = 240;
const MARGIN = { top: 12, bottom: 28, left: 44, right: 12 };
const STEP = 120;
const NIGHT_WIDTH = 22;

/** Sleep as spans of the night: one bar a night, from going to bed to waking up. Nights without both are gaps. */
export function Nights({ attributes, show }) {
  const [start, end, asleep] = ['sleep_start', 'sleep_end', 'sleep'].map((name) => attributes.find((known) => known.name === name));
  const place = useRef(null);
  const width = useWidth(place);
  if (!start?.values || !end?.values) return null;
  const nights = spans(start, end, asleep).slice(-Math.max(7, Math.floor((width || 900) / NIGHT_WIDTH)));
  const there = nights.filter((night) => night.from !== null);
  return (
    <Card
      title="Nights"
      onShow={() => show({ operation: AttributeHistory, variables: { attribute: 'sleep_start', days: 31 } })}
      aside={there.length > 0 && <Usual nights={there} asleep={asleep} />}
    >
      <div ref={place} className="nights">
        {there.length === 0 ? <p className="muted" role="status">No nights recorded.</p> : width > 0 && <Chart nights={nights} there={there} width={width} />}
      </div>
    </Card>
  );
}

/** From and to in minutes since the midday before; null where one of them is missing. */
function spans(start, end, asleep) {
  const ends = new Map(end.values.map(({ date, number }) => [date, number]));
  const slept = new Map((asleep?.values ?? []).map((day) => [day.date, day.formatted]));
  return start.values.map(({ date, number }) => {
    const wake = ends.get(date) ?? null;
    const isThere = number !== null && wake !== null;
    return { date, from: isThere ? number : null, to: isThere ? wake + MIDDAY : null, slept: slept.get(date) };
  });
}

function Usual({ nights }) {
  return (
    <p className="muted usual">
      usually {timeOfDay(mean(nights.map(({ from }) => from)) + MIDDAY)} to {timeOfDay(mean(nights.map(({ to }) => to)) + MIDDAY)}
    </p>
  );
}

function Chart({ nights, there, width }) {
  const low = Math.floor((Math.min(...there.map(({ from }) => from)) - 20) / 60) * 60;
  const high = Math.ceil((Math.max(...there.map(({ to }) => to)) + 20) / 60) * 60;
  const y = (minute) => MARGIN.top + ((minute - low) / (high - low)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const band = (width - MARGIN.left - MARGIN.right) / nights.length;
  const hours = [];
  for (let hour = Math.ceil(low / STEP) * STEP; hour <= high; hour += STEP) hours.push(hour);
  const every = Math.ceil(60 / band);
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={said(there)}>
      {hours.map((hour) => (
        <g key={hour}>
          <line className={hour === MIDNIGHT - MIDDAY ? 'midnight' : 'hour-line'} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(hour)} y2={y(hour)} />
          <text x={MARGIN.left - 8} y={y(hour) + 4} textAnchor="end">{timeOfDay(hour + MIDDAY)}</text>
        </g>
      ))}
      {nights.map((night, place) => {
        const x = MARGIN.left + place * band;
        return (
          <g key={night.date}>
            {night.from !== null && (
              <rect className={isWeekend(night.date) ? 'night weekend' : 'night'} x={x + band * 0.18} y={y(night.from)} width={band * 0.64} height={y(night.to) - y(night.from)} rx={Math.min(6, band * 0.3)}>
                <title>{`${shortDate(night.date)}: ${timeOfDay(night.from + MIDDAY)} to ${timeOfDay(night.to + MIDDAY)}, asleep ${night.slept ?? '–'}`}</title>
              </rect>
            )}
            {(nights.length - 1 - place) % every === 0 && <text x={x + band / 2} y={HEIGHT - 8} textAnchor="middle">{shortDate(night.date).slice(4)}</text>}
          </g>
        );
      })}
    </svg>
  );
}

function said(nights) {
  return `${nights.length} nights. ${nights.slice(-7).map((night) => `${shortDate(night.date)}: ${timeOfDay(night.from + MIDDAY)} to ${timeOfDay(night.to + MIDDAY)}`).join('; ')}`;
}

/** Whether one sleeps in: the night ends on a Saturday or Sunday. */
function isWeekend(date) {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

function useWidth(place) {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!place.current) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [place.current === null]);
  return width;
}
