package io.existgraph.exist.v2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.existgraph.model.AttributeName;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The division of attribute names into lists that fit a parameter of a request. Web servers bound
/// the length of a request line; gunicorn, which Exist's framework is often run on, ends it at
/// 4,094 bytes.
final class NameLists {
  /// What a request line may have in all, with room for what proxies add.
  static final int MAX_TARGET_LENGTH = 3_500;

  /// What else a target has: its path, dates and limits.
  private static final int OTHERS = 200;

  private NameLists() {}

  /// Lists in alphabetical order, each of at most `most` names.
  static List<List<AttributeName>> of(Collection<AttributeName> names, int most) {
    List<List<AttributeName>> lists = new ArrayList<>();
    List<AttributeName> list = new ArrayList<>();
    int length = OTHERS;
    for (AttributeName name : names.stream().sorted().toList()) {
      int own = 1 + URLEncoder.encode(name.value(), UTF_8).length(); // with a comma
      if (list.size() == most || (!list.isEmpty() && length + own > MAX_TARGET_LENGTH)) {
        lists.add(list);
        list = new ArrayList<>();
        length = OTHERS;
      }
      list.add(name);
      length += own;
    }
    if (!list.isEmpty()) {
      lists.add(list);
    }
    return lists;
  }
}
