package io.existgraph.operation.planning;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.existgraph.data.CorrelationBatchResource;
import io.existgraph.data.InsightListResource;
import io.existgraph.data.ListQuery;
import io.existgraph.data.ListQuery.ListQueryTemplate;
import io.existgraph.exist.Failure;
import io.existgraph.model.Correlation;
import io.existgraph.model.Insight;
import io.existgraph.relay.CursorCodec;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The arguments of a field that is a page of a list.
public record ListArguments(FieldArguments arguments) {
  private static final int DEFAULT_ROWS = 20;
  private static final int MAX_ROWS = 100;
  private static final List<String> PRIORITIES = List.of("REAL_TIME", "DAY", "WEEK", "MONTH");

  /// Fails with a [Failure.BadRequest] unless all are valid.
  void check() {
    checkLatest();
    first();
    after();
  }

  /// Rows of each attribute's list. `counted` is whether the total is selected.
  public ListQueryTemplate rowsOfEach(ListQueryTemplate.ListKind of, boolean counted) {
    LocalDate from = arguments.date("from");
    LocalDate to = arguments.date("to");
    Boolean latest = (Boolean) arguments.value("latest");
    boolean isLatest = latest == null ? from == null && to == null : latest;
    boolean isByStrength = "STRENGTH".equals(String.valueOf(arguments.value("orderBy")));
    return new ListQueryTemplate(of, first(), after(), from, to, isLatest, counted, isByStrength);
  }

  private void checkLatest() {
    boolean hasDates = arguments.date("from") != null || arguments.date("to") != null;
    FieldArguments.check(
        !hasDates || !Boolean.TRUE.equals(arguments.value("latest")),
        "latest goes without from and to.");
  }

  /// Rows of the caller's own list of insights.
  public ListQuery<Insight> insights(boolean counted) {
    return new ListQuery<>(
        new InsightListResource(null, arguments.date("from"), arguments.date("to"), priority()),
        first(),
        after(),
        counted);
  }

  /// Rows of the week's correlations over all attributes.
  public ListQuery<Correlation> batch(boolean counted) {
    CorrelationBatchResource batch =
        new CorrelationBatchResource(
            arguments.isTrue("strong") ? Boolean.TRUE : null,
            arguments.isTrue("confident") ? Boolean.TRUE : null);
    return new ListQuery<>(batch, first(), after(), counted);
  }

  @CanIgnoreReturnValue
  public int first() {
    Integer first = (Integer) arguments.value("first");
    FieldArguments.check(
        first == null || (first >= 1 && first <= MAX_ROWS), "first must be 1 to 100.");
    return first == null ? DEFAULT_ROWS : first;
  }

  @CanIgnoreReturnValue
  private ListQuery.@Nullable RowPosition after() {
    String after = arguments.text("after");
    return after == null ? null : CursorCodec.read(after);
  }

  /// Exist's number; [Insight.InsightType#UNKNOWN_PRIORITY] for the schema's UNKNOWN.
  private @Nullable Integer priority() {
    Object priority = arguments.value("priority");
    return priority == null ? null : (Integer) (PRIORITIES.indexOf(priority.toString()) + 1);
  }

  /// The schema's name for Exist's number of a priority.
  public static String priority(@Nullable Integer number) {
    return number == null || number < 1 || number > PRIORITIES.size()
        ? "UNKNOWN"
        : PRIORITIES.get(number - 1);
  }
}
