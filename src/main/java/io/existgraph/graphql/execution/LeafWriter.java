package io.existgraph.graphql.execution;

import tools.jackson.databind.json.JsonMapper;

/// A writer of serialized scalars, in the form of the JSON mapper.
record LeafWriter(JsonMapper mapper) {
  void write(Object value, JsonBuffer json) {
    switch (value) {
      case String text -> json.writeString(text);
      case Integer number -> json.write(number.longValue());
      case Long number -> json.write(number);
      case Boolean flag -> json.writeAscii(flag.toString());
      case Double number when Double.isFinite(number) -> json.writeAscii(number.toString());
      default -> json.write(mapper.writeValueAsBytes(value));
    }
  }
}
