import { operations } from '@shared/operations.js';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { tab } from './examples.js';

/** A panel with all ready operations by task and what each costs; a click opens one in a tab. */
export const readyOperations = { title: 'Ready operations', icon: Icon, content: Content };

/** The tasks, each with its operations in the order of use. */
const TASKS = {
  Read: [
    'Dashboard', 'DashboardPage', 'Today', 'ProgressToday', 'HomeScreenWidget', 'TagsOfToday', 'DailyNote', 'WeekGrid',
    'WeeklyReview', 'MoodJournal', 'MonthOfEverything', 'InImperialUnits', 'InsightFeed', 'AnotherUser', 'SeeAgain',
  ],
  Explore: [
    'AttributePage', 'AttributeHistory', 'YearOfOneAttribute', 'RollingAverage', 'WhatIsUsual', 'Streaks',
    'SleepRegularity', 'RelatedAttributes', 'CorrelationsExplorer', 'StrongestRelations', 'AreTheseTwoRelated',
    'CompareTwoAttributes', 'InsightsOfOneAttribute',
  ],
  Write: ['ChooseWhatToTrack', 'Acquire', 'OwnedAttributes', 'WriteMood', 'WriteValues', 'BackfillAWeek', 'Release'],
  'Sign in': ['SignIn', 'ExchangeCode', 'RefreshToken', 'RequestToken'],
};

/** Each operation in one task; one that is not named above comes last of what it does. */
function byTask() {
  const named = new Set(Object.values(TASKS).flat());
  const others = (isMutation) => operations.filter((one) => !named.has(one.name) && one.isMutation === isMutation);
  return Object.entries(TASKS).map(([task, names]) => {
    const inOrder = names.map((name) => operations.find((one) => one.name === name)).filter(Boolean);
    const rest = { Read: others(false), Write: others(true) }[task] ?? [];
    return { task, operations: [...inOrder, ...rest] };
  });
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth={1.5} aria-hidden="true">
      <path d="M4 6h.01M4 12h.01M4 18h.01M8 6h12M8 12h12M8 18h12" strokeLinecap="round" />
    </svg>
  );
}

function Content() {
  const { addTab, changeTab } = useGraphiQLActions();
  const { tabs, query, variables } = useGraphiQL((state) => ({
    tabs: state.tabs,
    query: state.queryEditor,
    variables: state.variableEditor,
  }));

  function open(operation) {
    const index = tabs.findIndex(({ title, operationName }) => [title, operationName].includes(operation.name));
    if (index >= 0) return changeTab(index);
    const opened = tab(operation);
    addTab();
    query.setValue(opened.query);
    variables.setValue(opened.variables);
    return requestAnimationFrame(showFront);
  }

  return (
    <section className="ready" aria-label="Ready operations">
      <h2>Ready operations</h2>
      {byTask().map(({ task, operations: some }) => (
        <div key={task}>
          <h3>{task}</h3>
          <ul>
            {some.map((operation) => (
              <li key={operation.name}><Entry operation={operation} open={open} /></li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** The row of tabs may be longer than the window. */
function showFront() {
  document.querySelector('.graphiql-tab-active')?.scrollIntoView({ inline: 'nearest' });
}

function Entry({ operation, open }) {
  return (
    <button type="button" className="graphiql-un-styled" onClick={() => open(operation)}>
      <strong>{operation.name}</strong>
      <span>{operation.title}</span>
      <small>Cost: {operation.cost}</small>
    </button>
  );
}
