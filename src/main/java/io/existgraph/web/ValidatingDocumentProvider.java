package io.existgraph.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.ExecutionInput;
import graphql.GraphQLError;
import graphql.ParseAndValidate;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.execution.preparsed.PreparsedDocumentProvider;
import graphql.language.Document;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.parser.ParserEnvironment;
import graphql.parser.ParserOptions;
import graphql.parser.exceptions.ParseCancelledException;
import graphql.parser.exceptions.ParseCancelledTooDeepException;
import graphql.schema.GraphQLSchema;
import graphql.validation.rules.NoUnusedFragments;
import io.existgraph.graphql.execution.ExperimentalDirectives;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A provider of documents that parses, measures and validates them, in this order, and caches
/// valid ones without secrets.
final class ValidatingDocumentProvider implements PreparsedDocumentProvider {
  /// In the context of a request that must not change anything.
  static final String READ_ONLY = ValidatingDocumentProvider.class.getName() + ".readOnly";

  /// Set in the context of a request that may have changed something.
  static final String MUTATION = ValidatingDocumentProvider.class.getName() + ".mutation";

  /// The parser counts the end of the text as a token.
  private static final int END = 1;

  private static final int MAX_WEIGHT = 16 << 20;

  /// A tree of nodes is that much larger than its text.
  private static final int TREE = 50;

  /// Blanks, line ends and commas of a document, each a token of the lexer: 25 for each token of
  /// the default limit.
  private static final int MAX_WHITESPACE = 50_000;

  private final DocumentLimitChecker limits;
  private final Supplier<GraphQLSchema> schema;
  private final ParserOptions options;
  private final Cache<String, PreparsedDocumentEntry> valid =
      Caffeine.newBuilder()
          .maximumWeight(MAX_WEIGHT)
          .weigher((String text, PreparsedDocumentEntry _) -> TREE * text.length())
          .build();

  ValidatingDocumentProvider(DocumentLimits bounds, Supplier<GraphQLSchema> schema) {
    this.limits = new DocumentLimitChecker(bounds);
    this.schema = schema;
    this.options =
        ParserOptions.getDefaultOperationParserOptions()
            .transform(
                builder ->
                    builder
                        .maxTokens(bounds.tokens() + END)
                        .maxWhitespaceTokens(MAX_WHITESPACE)
                        .captureLineComments(false)
                        .redactTokenParserErrorMessages(true));
  }

  @Override
  public CompletableFuture<PreparsedDocumentEntry> getDocumentAsync(
      ExecutionInput input, Function<ExecutionInput, PreparsedDocumentEntry> parsedAndValidated) {
    return CompletableFuture.completedFuture(get(input));
  }

  private PreparsedDocumentEntry get(ExecutionInput input) {
    try {
      PreparsedDocumentEntry entry = get(input.getQuery());
      if (!entry.hasErrors() && !isQuery(entry.getDocument(), input.getOperationName())) {
        if (input.getGraphQLContext().getBoolean(READ_ONLY)) {
          throw RequestError.notAllowed("Only queries are allowed by GET.", "POST").asException();
        }
        input.getGraphQLContext().put(MUTATION, true);
      }
      return entry;
    } catch (RequestErrorException refused) {
      return new PreparsedDocumentEntry(refused.refusal());
    }
  }

  private PreparsedDocumentEntry get(String text) {
    PreparsedDocumentEntry known = valid.getIfPresent(text);
    if (known != null) {
      return known;
    }
    Document document = parsed(text);
    limits.check(document);
    List<? extends GraphQLError> errors = validated(document, _ -> true);
    if (!errors.isEmpty()) {
      return new PreparsedDocumentEntry(document, errors);
    }
    PreparsedDocumentEntry entry = new PreparsedDocumentEntry(document);
    if (!mayTellSecrets(text, document)) {
      valid.put(text, entry);
    }
    return entry;
  }

  /// A mutation that spells out strings instead of using variables: passwords and notes, perhaps.
  private static boolean mayTellSecrets(String text, Document document) {
    return text.indexOf('"') >= 0
        && document.getDefinitionsOfType(OperationDefinition.class).stream()
            .anyMatch(operation -> operation.getOperation() == Operation.MUTATION);
  }

  /// Ends the start unless a request for this document would be executed.
  void check(TrustedDocument document) {
    List<? extends GraphQLError> errors;
    try {
      errors = document.isCallable() ? errors(get(document.text())) : errorsOfFragments(document);
    } catch (RequestErrorException refused) {
      errors = List.of(refused.refusal());
    }
    if (!errors.isEmpty()) {
      throw TrustedDocumentFolder.invalid(
          document.place(), String.valueOf(errors.getFirst().getMessage()));
    }
  }

  private static List<? extends GraphQLError> errors(PreparsedDocumentEntry entry) {
    return entry.hasErrors() ? entry.getErrors() : List.of();
  }

  private List<? extends GraphQLError> errorsOfFragments(TrustedDocument document) {
    return validated(document.parsed(), rule -> rule != NoUnusedFragments.class);
  }

  private List<? extends GraphQLError> validated(Document document, Predicate<Class<?>> rules) {
    List<? extends GraphQLError> errors =
        ParseAndValidate.validate(schema.get(), document, rules, Locale.ENGLISH);
    return errors.isEmpty() ? ExperimentalDirectives.errors(document) : errors;
  }

  /// Parses within the limits of size; what is beyond, or is not GraphQL, is a
  /// [RequestErrorException].
  Document parsed(String text) {
    DocumentLimitChecker.checkNumbers(text);
    return parse(text);
  }

  private Document parse(String text) {
    var environment =
        ParserEnvironment.newParserEnvironment()
            .document(DescriptionEraser.erased(text))
            .parserOptions(options)
            .locale(Locale.ENGLISH)
            .build();
    try {
      return Parser.parse(environment);
    } catch (ParseCancelledTooDeepException tooDeep) {
      throw RequestError.tooCostly("The document is nested too deeply.").asException();
    } catch (ParseCancelledException tooLong) {
      int most = options.getMaxTokens() - END;
      throw RequestError.tooCostly("The document has more than " + most + " tokens.").asException();
    } catch (InvalidSyntaxException wrong) {
      var error = wrong.toInvalidSyntaxError();
      throw RequestError.invalid(String.valueOf(error.getMessage()), error.getLocations())
          .asException();
    }
  }

  private static boolean isQuery(Document document, @Nullable String operationName) {
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .filter(operation -> operationName == null || operationName.equals(operation.getName()))
        .allMatch(operation -> operation.getOperation() == Operation.QUERY);
  }
}
