package io.existgraph;

import org.dataloader.DataLoaderOptions;
import org.dataloader.stats.SimpleStatisticsCollector;
import org.dataloader.stats.Statistics;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.execution.BatchLoaderRegistry;
import org.springframework.graphql.execution.DefaultBatchLoaderRegistry;

/// Counts what the DataLoaders of all operations do: the batches that they load by themselves are
/// those whose keys the look-ahead missed.
@TestConfiguration(proxyBeanMethods = false)
public class CountedBatches {
  private final SimpleStatisticsCollector collector = new SimpleStatisticsCollector();

  @Bean
  BatchLoaderRegistry batchLoaderRegistry() {
    return new DefaultBatchLoaderRegistry(
        () -> DataLoaderOptions.newOptions().setStatisticsCollector(() -> collector).build());
  }

  public Statistics statistics() {
    return collector.getStatistics();
  }
}
