import { ShowQuery } from './Card.jsx';
import { AttributeHistory, DashboardPage } from './documents.js';
import { goalName, percent } from './format.js';
import { Sparkline } from './Sparkline.jsx';

/** Every attribute as a card, by group. */
export function Groups({ groups, show, onChoose }) {
  return (
    <section className="groups" aria-label="Everything you track">
      <div className="section-head">
        <h2>Everything you track</h2>
        <ShowQuery what="everything you track" onClick={() => show({ operation: DashboardPage, variables: {} })} />
      </div>
      <div className="flow">
        {groups.map((group) => ({ ...group, tiles: withoutGoals(group.attributes ?? []) })).filter(({ tiles }) => tiles.length > 0).map((group) => (
          <div key={group.id} className="group" data-group={group.name} data-tiles={Math.min(group.tiles.length, 6)}>
            <h3>{group.label}</h3>
            <div className="grid">
              {group.tiles.map((attribute) => (
                <Tile key={attribute.id} attribute={attribute} show={show} onChoose={onChoose} />
              ))}
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

/** The goal of an attribute is an attribute, too; its card shows it already. */
function withoutGoals(attributes) {
  const names = new Set(attributes.map(({ name }) => `${name}_goal`));
  return attributes.filter(({ name }) => !names.has(name));
}

function Tile({ attribute, show, onChoose }) {
  const { name, label, valueType, today, goal } = attribute;
  const values = attribute.values ?? [];
  const isText = valueType === 'STRING';
  return (
    <article className="tile" aria-label={label}>
      <div className="tile-head">
        {isText ? <span>{label}</span> : <button type="button" className="link" onClick={() => onChoose(name)}>{label}</button>}
        <ShowQuery what={label} onClick={() => show({ operation: AttributeHistory, variables: { attribute: name, days: 31 } })} />
      </div>
      <Value today={today} isText={isText} isYesNo={valueType === 'BOOLEAN'} />
      {valueType === 'BOOLEAN' ? <Dots values={values} /> : !isText && <Sparkline values={values} />}
      {goal && goal.target !== 0 && valueType !== 'BOOLEAN' && <Goal goal={goal} isAmount={AMOUNTS.has(valueType)} />}
    </article>
  );
}

function Value({ today, isText, isYesNo }) {
  const formatted = today?.formatted;
  if (formatted === null || formatted === undefined) return <p className="value none">nothing yet</p>;
  if (isYesNo) return <p className="value">{today.number === 1 ? 'Yes' : 'No'}</p>;
  return <p className={isText ? 'value text' : 'value'}>{formatted}</p>;
}

function Dots({ values }) {
  return (
    <div className="dots" aria-hidden="true">
      {values.map(({ date, number }) => <span key={date} className={number === 1 ? 'yes' : number === 0 ? 'no' : 'none'} />)}
    </div>
  );
}

/** Of what adds up over a day, a share of the goal makes sense. */
const AMOUNTS = new Set(['INTEGER', 'DURATION']);

function Goal({ goal, isAmount }) {
  const progress = goal.progress ?? 0;
  const what = goalName(goal).toLowerCase();
  if (!isAmount && goal.source === 'WEEKDAY_AVERAGE') return <p className="goal">{what} {goal.formatted}</p>;
  return (
    <p className="goal">
      <span className="track" aria-hidden="true"><span className={progress >= 1 ? 'done' : ''} style={{ width: `${Math.min(1, progress) * 100}%` }} /></span>
      <span>{goal.progress === null ? '' : `${percent(progress)} of `}{what} {goal.formatted}</span>
    </p>
  );
}
