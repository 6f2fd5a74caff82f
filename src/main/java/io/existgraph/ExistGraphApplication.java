package io.existgraph;

import io.existgraph.graphql.GraphQlConfiguration;
import io.existgraph.web.WebConfiguration;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Import;

/// The entry point of the gateway, which lists its configuration classes: to scan the packages for
/// them would read every class of the gateway at startup.
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties(GatewayProperties.class)
@Import({
  ExistClientConfiguration.class,
  GatewayConfiguration.class,
  NoopTracingConfiguration.class,
  ObservabilityConfiguration.class,
  RedisConfiguration.class,
  SimulatorConfiguration.class,
  TrainingConfiguration.class,
  WebSettingsConfiguration.class,
  GraphQlConfiguration.class,
  WebConfiguration.class
})
public class ExistGraphApplication {
  public static void main(String[] args) {
    var _ = application().run(args);
  }

  /// The application with an initializer that checks and binds the settings first, so that an
  /// invalid one is the only failure reported.
  static SpringApplication application() {
    SpringApplication application = new SpringApplication(ExistGraphApplication.class);
    application.addInitializers(
        context -> {
          new SettingNames(GatewayProperties.class).check(context.getEnvironment());
          Binder.get(context.getEnvironment()).bindOrCreate("exist", GatewayProperties.class);
        },
        context ->
            context.addBeanFactoryPostProcessor(ExistGraphApplication::removeScannedPackages));
    return application;
  }

  /// Removes the packages that auto-configuration scans, for Jackson's mixins alone: there are
  /// none.
  private static void removeScannedPackages(ConfigurableListableBeanFactory factory) {
    ((BeanDefinitionRegistry) factory)
        .removeBeanDefinition(AutoConfigurationPackages.class.getName());
  }
}
