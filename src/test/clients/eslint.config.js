// The schema by @graphql-eslint's recommended and Relay rules. Each deviation says why.
import graphql from '@graphql-eslint/eslint-plugin';

const { rules: recommended } = graphql.configs['flat/schema-recommended'];
const { rules: relay } = graphql.configs['flat/schema-relay'];
const { rules: operations } = graphql.configs['flat/operations-recommended'];

const base = {
  languageOptions: {
    parser: graphql.parser,
    parserOptions: {
      graphQLConfig: { schema: 'schema/*.graphqls', documents: 'schema/operations/*.graphql' },
    },
  },
  plugins: { '@graphql-eslint': graphql },
};

function withInsightType({ '@graphql-eslint/naming-convention': [level, conventions] }) {
  const types = 'ObjectTypeDefinition,ObjectTypeExtension';
  return [
    level,
    { ...conventions, [types]: { ...conventions[types], ignorePattern: '^InsightType$' } },
  ];
}

export default [
  {
    ...base,
    files: ['schema/*.graphqls'],
    rules: {
      ...recommended,
      ...relay,
      // A sentence stands on one line, a paragraph in a block
      '@graphql-eslint/description-style': 'off',
      // A kind of insight is an InsightType, as Exist calls it
      '@graphql-eslint/naming-convention': withInsightType(recommended),
      // `username` is what Exist calls it
      '@graphql-eslint/no-typename-prefix': 'off',
      // What has no identity of its own: answers to writes, parts of a page, words about another object,
      // what is computed of days
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          exceptions: {
            types: [
              'Service',
              'PageInfo',
              'WriteError',
              'UnitPreferences',
              'AttributeTemplate',
              'CorrelationRating',
              'Summary',
              'Bucket',
              'Streak',
              'StreakSpan',
              'UserDay',
              'AttributeDay',
              'Freshness',
            ],
            suffixes: ['Payload', 'Result', 'Connection', 'Edge'],
          },
        },
      ],
      // Exist's lists are read forward only
      '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
      // A user's attributes, days and groups are few and bounded: they are plain lists
      '@graphql-eslint/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false }],
    },
  },
  {
    ...base,
    files: ['schema/operations/*.graphql'],
    rules: {
      ...operations,
      // An app's cache follows a write by `id`
      '@graphql-eslint/require-selections': 'error',
    },
  },
];
