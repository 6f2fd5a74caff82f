package io.existgraph.web;

import io.existgraph.RawExist;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/// An Exist that holds requests back until they are released, and then closes their connections.
final class HeldExist implements AutoCloseable {
  private final CompletableFuture<Boolean> arrived = new CompletableFuture<>();
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();
  private final RawExist exist =
      new RawExist(
          _ ->
              (_, _) -> {
                arrived.complete(true);
                released.join();
                return false;
              });

  URI address() {
    return exist.address();
  }

  /// Waits for the first request.
  void awaitRequest() {
    arrived.join();
  }

  void release() {
    released.complete(true);
  }

  @Override
  public void close() throws IOException {
    release();
    exist.close();
  }
}
