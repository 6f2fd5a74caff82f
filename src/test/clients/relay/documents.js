// What relay-compiler compiles. `graphql` is only a mark for it: the artifacts are what runs.
const { graphql } = require('relay-runtime');

graphql`
  query documentsFeedQuery($first: Int!, $after: String) {
    me {
      id
      insights(first: $first, after: $after) @connection(key: "Feed_insights") {
        edges {
          node {
            id
            created
            text
          }
        }
      }
      attribute(name: "steps") {
        id
        ...documentsCard_attribute
      }
    }
  }
`;

graphql`
  fragment documentsCard_attribute on Attribute @refetchable(queryName: "documentsCardQuery") {
    name
    label
    today {
      id
      formatted
    }
  }
`;
