package io.existgraph;

import io.existgraph.GatewayConfiguration.Address;
import io.existgraph.simulator.ExistSimulator;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// With profile `demo` the gateway reads an Exist with made-up data, in this process but over HTTP.
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class SimulatorConfiguration {
  @Bean
  ExistSimulator demoExist(InstantSource clock) {
    return ExistSimulator.start(clock);
  }

  @Bean
  Address address(ExistSimulator demo) {
    return new Address(demo.address());
  }
}
