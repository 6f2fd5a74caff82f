package io.existgraph.graphql.execution;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Direct accessors of records' properties: what GraphQL Java's `PropertyDataFetcher` finds by
/// reflection at each call.
final class PropertyAccessors {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static final ClassValue<Map<String, Optional<Function<Object, @Nullable Object>>>> KNOWN =
      new ClassValue<>() {
        @Override
        protected Map<String, Optional<Function<Object, @Nullable Object>>> computeValue(
            Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private PropertyAccessors() {}

  /// Null where only `PropertyDataFetcher` itself knows how to find the property.
  static @Nullable Function<Object, @Nullable Object> of(Class<?> type, String property) {
    return KNOWN.get(type).computeIfAbsent(property, _ -> find(type, property)).orElse(null);
  }

  private static Optional<Function<Object, @Nullable Object>> find(Class<?> type, String property) {
    if (Map.class.isAssignableFrom(type)) {
      return Optional.of(source -> ((Map<?, ?>) source).get(property));
    }
    if (!type.isRecord()) {
      return Optional.empty();
    }
    try {
      Method method = type.getDeclaredMethod(property);
      boolean isAccessor =
          Modifier.isPublic(method.getModifiers())
              && !Modifier.isStatic(method.getModifiers())
              && method.getReturnType() != void.class;
      return isAccessor ? Optional.of(function(type, method)) : Optional.empty();
    } catch (NoSuchMethodException | IllegalAccessException absent) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked")
  private static Function<Object, @Nullable Object> function(Class<?> type, Method method)
      throws IllegalAccessException {
    MethodHandles.Lookup inType = MethodHandles.privateLookupIn(type, LOOKUP);
    MethodHandle accessor = inType.unreflect(method);
    MethodType boxed = accessor.type().wrap();
    try {
      return (Function<Object, @Nullable Object>)
          LambdaMetafactory.metafactory(
                  inType,
                  "apply",
                  MethodType.methodType(Function.class),
                  MethodType.methodType(Object.class, Object.class),
                  accessor,
                  boxed)
              .getTarget()
              .invoke();
    } catch (Throwable impossible) {
      throw new LinkageError("no function of " + method, impossible);
    }
  }
}
