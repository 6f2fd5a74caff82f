import { useState } from 'react';
import { useAnswer } from './answers.js';
import { Absent, Card } from './Card.jsx';
import { AttributeHistory } from './documents.js';
import { count, goalName, numberOf, percent, shortDate } from './format.js';
import { mean, weeklyMeans } from './series.js';
import { Trend } from './Trend.jsx';

const RANGES = [30, 90, 365];

/** One attribute over 30, 90 or 365 days. The first 30 come with the page. */
export function Attribute({ name, attributes, credential, record, show, onChoose }) {
  const [days, setDays] = useState(30);
  const known = attributes.find((attribute) => attribute.name === name);
  const isKnown = days === RANGES[0];
  const variables = { attribute: name, days };
  const history = useAnswer(AttributeHistory, variables, credential, { skip: isKnown, has, onAnswer: record });
  const attribute = isKnown ? known : (history.data?.me?.attribute ?? null);
  const values = (attribute?.values ?? []).slice(-days);
  const averages = weeklyMeans(values, attribute?.buckets);
  return (
    <Card
      id="attribute"
      className="tall"
      title={<Chooser attributes={attributes} name={name} onChoose={onChoose} />}
      what={known.label}
      onShow={() => show({ operation: AttributeHistory, variables })}
      aside={<Ranges days={days} setDays={setDays} />}
    >
      {values.some(({ number }) => number !== null) ? (
        <>
          <Figures attribute={attribute} today={known.today} values={values} />
          <Trend attribute={attribute} values={values} averages={averages} target={targetOf(attribute)} targetName={goalName(attribute.goal)} />
        </>
      ) : (
        <div className="nothing"><Absent isLoading={!isKnown && history.isLoading} trouble={isKnown ? null : history.trouble}>Nothing recorded in these days.</Absent></div>
      )}
    </Card>
  );
}

const has = (data) => Boolean(data?.me?.attribute?.values);

/** The attributes that have numbers, by name. */
export function Chooser({ attributes, name, onChoose, label = 'Attribute' }) {
  return (
    <select aria-label={label} value={name} onChange={(event) => onChoose(event.target.value)}>
      {attributes
        .filter(({ valueType }) => valueType !== 'STRING')
        .map((attribute) => (
          <option key={attribute.name} value={attribute.name}>{attribute.label}</option>
        ))}
    </select>
  );
}

function Ranges({ days, setDays }) {
  return (
    <div className="segments" role="group" aria-label="Days">
      {RANGES.map((range) => (
        <button key={range} type="button" aria-pressed={range === days} aria-label={`${range} days`} onClick={() => setDays(range)}>
          {range}<span className="long"> days</span>
        </button>
      ))}
    </div>
  );
}

/** The target in the terms of `number`, in which percentages go to 100; null without a goal. */
function targetOf({ goal, valueType }) {
  if (!goal) return null;
  return valueType === 'PERCENTAGE' ? goal.target * 100 : goal.target;
}

function Figures({ attribute, today, values }) {
  const numbers = values.filter(({ number }) => number !== null);
  const best = numbers.reduce((high, day) => (day.number > high.number ? day : high), numbers[0]);
  const goal = attribute.goal;
  const target = targetOf(attribute);
  const reached = numbers.filter(({ number }) => number >= target).length;
  return (
    <dl className="figures">
      <div className="big">
        <dt>Today</dt>
        <dd>{today?.formatted ?? '–'}</dd>
      </div>
      <div>
        <dt>Mean</dt>
        <dd>{numberOf(attribute, mean(numbers.map(({ number }) => number)))}</dd>
      </div>
      <div>
        <dt>Highest, {shortDate(best.date)}</dt>
        <dd>{best.formatted}</dd>
      </div>
      {goal && (
        <div>
          <dt>{goalName(goal)} {goal.formatted ?? numberOf(attribute, target)}</dt>
          <dd>reached {percent(reached / numbers.length)}</dd>
        </div>
      )}
      <div>
        <dt>Recorded</dt>
        <dd>{count(numbers.length, 'day')}</dd>
      </div>
    </dl>
  );
}
