package io.existgraph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;

/// The entry point of the gateway.
@SpringBootApplication
@ConfigurationPropertiesScan
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
        });
    return application;
  }
}
