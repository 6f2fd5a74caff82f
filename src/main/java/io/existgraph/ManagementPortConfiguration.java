package io.existgraph;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import reactor.core.publisher.Mono;

/// The server of `management.server.port`: health and metrics alone. Its mapping of functional
/// routes would otherwise find those of the application, as it looks for them in the parent context
/// too.
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementPortConfiguration {
  @Bean
  static BeanPostProcessor noRoutesOfTheApplication() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        return bean instanceof RouterFunctionMapping mapping ? withoutRoutes(mapping) : bean;
      }
    };
  }

  private static RouterFunctionMapping withoutRoutes(RouterFunctionMapping replaced) {
    RouterFunctionMapping empty = new RouterFunctionMapping(_ -> Mono.empty());
    empty.setOrder(replaced.getOrder());
    return empty;
  }
}
