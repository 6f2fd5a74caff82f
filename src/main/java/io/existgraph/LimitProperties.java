package io.existgraph;

import static io.existgraph.GatewayProperties.MAX_TIMEOUT;
import static io.existgraph.GatewayProperties.require;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DataSizeUnit;
import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/// The limits of an operation, of an exchange with Exist, and of a caller.
record LimitProperties(
    @DefaultValue("120") int requests,
    @DefaultValue("50000") int values,
    @DefaultValue("150000") int valuesInFlight,
    @DefaultValue("1000") int writeItems,
    @DefaultValue("15s") Duration operationTimeout,
    @DefaultValue("8s") Duration exchangeTimeout,
    @DefaultValue("2s") Duration connectTimeout,
    @DefaultValue("4") int exchangesPerCaller,
    @DefaultValue("512KB") @DataSizeUnit(DataUnit.BYTES) DataSize body,
    @DefaultValue("2000") int tokens,
    @DefaultValue("12") int depth,
    @DefaultValue("1000") int fields,
    @DefaultValue("50") int aliases,
    @DefaultValue("10") int rootFields,
    @DefaultValue("5") int mutationFields,
    @DefaultValue("20") int directives,
    @DefaultValue("4MB") @DataSizeUnit(DataUnit.BYTES) DataSize response,
    @DefaultValue("200") int operations) {
  LimitProperties {
    require(requests > 0, "exist.limits.requests must be positive");
    require(values > 0, "exist.limits.values must be positive");
    require(valuesInFlight > 0, "exist.limits.values-in-flight must be positive");
    require(writeItems > 0, "exist.limits.write-items must be positive");
    requireTimeout(operationTimeout, "exist.limits.operation-timeout");
    requireTimeout(exchangeTimeout, "exist.limits.exchange-timeout");
    requireTimeout(connectTimeout, "exist.limits.connect-timeout");
    require(exchangesPerCaller > 0, "exist.limits.exchanges-per-caller must be positive");
    require(isSize(body), "exist.limits.body must be positive and below 2GB");
    require(tokens > 0, "exist.limits.tokens must be positive");
    require(depth > 0, "exist.limits.depth must be positive");
    require(fields > 0, "exist.limits.fields must be positive");
    require(aliases >= 0, "exist.limits.aliases must not be negative");
    require(rootFields > 0, "exist.limits.root-fields must be positive");
    require(mutationFields > 0, "exist.limits.mutation-fields must be positive");
    require(directives >= 0, "exist.limits.directives must not be negative");
    require(isSize(response), "exist.limits.response must be positive and below 2GB");
    require(operations > 0, "exist.limits.operations must be positive");
  }

  private static void requireTimeout(Duration timeout, String name) {
    require(timeout.isPositive(), name + " must be positive");
    require(timeout.compareTo(MAX_TIMEOUT) <= 0, name + " must be at most an hour");
  }

  private static boolean isSize(DataSize size) {
    return size.toBytes() > 0 && size.toBytes() < Integer.MAX_VALUE;
  }
}
