package io.existgraph;

import java.util.ArrayList;
import java.util.List;

/// Takes all memory there is, and would go on.
final class Hog {
  private Hog() {}

  public static void main(String[] args) {
    List<byte[]> all = new ArrayList<>();
    while (true) {
      try {
        all.add(new byte[1 << 20]);
      } catch (OutOfMemoryError limping) {
        System.out.println("limping with " + all.size());
        return;
      }
    }
  }
}
