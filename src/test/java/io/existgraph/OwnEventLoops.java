package io.existgraph;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/// Gives each gateway of the tests event loops of its own. By default they are global to the JVM,
/// and a gateway that is closed ends those of all others, with their connections to Exist.
final class OwnEventLoops implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    context
        .getBeanFactory()
        .addBeanPostProcessor(
            new BeanPostProcessor() {
              @Override
              public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof ReactorResourceFactory resources) {
                  resources.setUseGlobalResources(false);
                }
                return bean;
              }
            });
  }
}
