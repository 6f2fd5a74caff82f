import { Absent, Card } from './Card.jsx';
import { trouble } from './answers.js';
import { DashboardPage } from './documents.js';
import { shortDate } from './format.js';

/** What Exist has noticed, newest first. */
export function Insights({ insights, errors, show, onChoose }) {
  const failed = insights ? null : trouble({ errors });
  return (
    <Card title="Insights" onShow={() => show({ operation: DashboardPage, variables: {} })}>
      {insights?.nodes.length > 0 ? (
        <ul className="insights">
          {insights.nodes.slice(0, 4).map((insight) => (
            <Insight key={insight.id} insight={insight} onChoose={onChoose} />
          ))}
        </ul>
      ) : (
        <Absent trouble={failed}>Nothing noticed yet.</Absent>
      )}
    </Card>
  );
}

function Insight({ insight, onChoose }) {
  const attribute = insight.type.attribute;
  return (
    <li>
      <p>{insight.text}</p>
      <small>
        {shortDate(insight.targetDate ?? insight.created.slice(0, 10))}
        {attribute && (
          <>
            {' · '}
            <button type="button" className="link" onClick={() => onChoose(attribute.name)}>{attribute.label}</button>
          </>
        )}
      </small>
    </li>
  );
}
