package io.existgraph;

import io.existgraph.ready.ReadyAnswers;
import io.existgraph.simulator.ExistSimulator;
import io.existgraph.simulator.SimulatorOptions;
import java.net.URI;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.web.server.reactive.context.ReactiveWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// The profile `training`, in which an AOT cache is recorded: the gateway reads the simulator,
/// handles the requests of a [AotTrainingRun] and exits.
@Configuration(proxyBeanMethods = false)
@Profile("training")
class TrainingConfiguration {
  @Bean
  ApplicationRunner training(
      ReactiveWebServerApplicationContext context, ExistSimulator exist, ReadyAnswers ready) {
    exist.options(SimulatorOptions.DEFAULT.withLimitPerHour(Integer.MAX_VALUE));
    return _ -> {
      URI gateway = localPort(context, "local.server.port");
      URI management = localPort(context, "local.management.port");
      new AotTrainingRun(ready, gateway, management, exist.address()).run();
      context.close();
    };
  }

  private static URI localPort(ReactiveWebServerApplicationContext context, String property) {
    return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(property));
  }
}
