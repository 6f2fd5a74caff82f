package io.existgraph;

import java.lang.reflect.InvocationTargetException;

/// The main class of the jar, compiled for Java 17: an older Java than the gateway needs gets one
/// sentence instead of the stack trace of a class that it cannot load.
public final class Launcher {
  private static final int MIN_VERSION = 25;

  private Launcher() {}

  public static void main(String[] args) throws Throwable {
    String complaint = complaint(Runtime.version().feature());
    if (complaint != null) {
      System.err.println(complaint);
      System.exit(1);
    }
    try {
      Class.forName("io.existgraph.ExistGraphApplication")
          .getMethod("main", String[].class)
          .invoke(null, (Object) args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /// What is wrong with that version of Java; null for one that will do.
  static String complaint(int version) {
    return version >= MIN_VERSION
        ? null
        : "Exist Graph needs Java " + MIN_VERSION + " or later, and this is Java " + version + ".";
  }
}
