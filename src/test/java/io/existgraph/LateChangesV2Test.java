package io.existgraph;

/// The same over API v2.
@OverV2
class LateChangesV2Test extends LateChangesTest {
  @Override
  protected void addAttribute(boolean isFirst) throws Exception {
    if (!isFirst) {
      changeAtExist(
          "attributes/create/",
          "[{\"label\":\"Juggling\",\"group\":\"custom\",\"value_type\":7,\"manual\":true}]");
    }
  }
}
