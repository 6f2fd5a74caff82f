package io.existgraph.ready;

import io.existgraph.credential.Caller;
import io.existgraph.operation.AnswerBasis;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A query with its variables that can be executed at once for any caller whose cache answers it
/// alone: parsed, validated, and its data looked ahead.
public interface PreparedQuery {
  /// The key of the supplier of a prepared query in the `GraphQLContext` of a request.
  String CONTEXT_KEY = PreparedQuery.class.getName();

  /// A response body without errors, and what it rests on: null where the body is not to be
  /// repeated.
  @SuppressWarnings("ArrayRecordComponent") // neither compared nor changed
  record PreparedResponse(byte[] body, Supplier<@Nullable AnswerBasis> basis) {}

  /// How many fields were compiled, those of fragments for each place.
  int fieldCount();

  /// Null where the request needs the full execution; nothing has been counted then.
  @Nullable PreparedResponse execute(Caller caller);
}
