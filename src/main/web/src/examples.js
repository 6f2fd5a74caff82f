import correlations from '../operations/correlations-explorer.graphql?raw';
import dashboard from '../operations/dashboard.graphql?raw';
import today from '../operations/today.graphql?raw';
import year from '../operations/year-of-one-attribute.graphql?raw';

/** The tabs the page opens with; the first is the one in front, and each is named by its operation. */
export const examples = [
  { query: dashboard },
  { query: today },
  { query: year, variables: json({ attribute: 'steps' }) },
  { query: correlations, variables: json({ attribute: 'mood' }) },
];

function json(variables) {
  return JSON.stringify(variables, null, 2);
}
