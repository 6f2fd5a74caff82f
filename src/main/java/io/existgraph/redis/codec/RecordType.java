package io.existgraph.redis.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Access to the components and the canonical constructor of a public record.
final class RecordType {
  private final Class<?> type;
  private final List<MethodHandle> accessors = new ArrayList<>();
  private final MethodHandle constructor;

  RecordType(Class<?> type) {
    this.type = type;
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        accessors.add(
            lookup
                .unreflect(components[i].getAccessor())
                .asType(MethodType.methodType(Object.class, Object.class)));
      }
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " cannot be shared", e);
    }
  }

  int size() {
    return accessors.size();
  }

  @Nullable Object component(Object value, int index) {
    try {
      return accessors.get(index).invokeExact(value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  Object create(@Nullable Object[] components) {
    try {
      return constructor.invokeExact(components);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private IllegalArgumentException failed(Throwable e) {
    return new IllegalArgumentException("not a " + type.getSimpleName(), e);
  }
}
