package io.existgraph.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.BooleanValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/// The scalars of the schema.
final class ScalarTypes {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  private ScalarTypes() {}

  static RuntimeWiringConfigurer wiring() {
    return wiring ->
        wiring
            .scalar(text("Date", ScalarTypes::date, DateTexts::of))
            .scalar(text("DateTime", OffsetDateTime::parse, DateTexts::ofDateTime))
            .scalar(text("LocalTime", LocalTime::parse, time -> MINUTES.format((LocalTime) time)))
            .scalar(scalar("AttributeValue", new AnyScalar()));
  }

  private static LocalDate date(String text) {
    if (!DATE.matcher(text).matches()) {
      throw new DateTimeException("not yyyy-MM-dd");
    }
    return LocalDate.parse(text);
  }

  private static GraphQLScalarType text(
      String name, Function<String, Object> parser, Function<Object, String> printer) {
    return scalar(name, new TextScalar(name, parser, printer));
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }

  /// A scalar that is a string in JSON.
  private record TextScalar(
      String name, Function<String, Object> parser, Function<Object, String> printer)
      implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return printer.apply(value);
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      Object parsed = input instanceof String text ? parsed(text) : null;
      if (parsed == null) {
        throw new CoercingParseValueException("Not a " + name + ".");
      }
      return parsed;
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      Object parsed =
          input instanceof StringValue text ? parsed(String.valueOf(text.getValue())) : null;
      if (parsed == null) {
        throw new CoercingParseLiteralException("Not a " + name + ".");
      }
      return parsed;
    }

    private @Nullable Object parsed(String text) {
      try {
        return parser.apply(text);
      } catch (DateTimeException unreal) {
        return null;
      }
    }
  }

  /// A number, string or boolean, as it is.
  private record AnyScalar() implements Coercing<Object, Object> {
    @Override
    public Object serialize(Object value, GraphQLContext context, Locale locale) {
      return value;
    }

    @Override
    public Object parseValue(Object input, GraphQLContext context, Locale locale) {
      if (input instanceof Number || input instanceof String || input instanceof Boolean) {
        return input;
      }
      throw new CoercingParseValueException("Not a number, string or boolean.");
    }

    @Override
    public Object parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      Object value =
          switch (input) {
            case IntValue number -> number.getValue();
            case FloatValue number -> number.getValue();
            case StringValue text -> text.getValue();
            case BooleanValue flag -> flag.isValue();
            default -> null;
          };
      if (value == null) {
        throw new CoercingParseLiteralException("Not a number, string or boolean.");
      }
      return value;
    }
  }
}
