package io.existgraph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.bind.Binder;

/// The gateway as a program.
@SpringBootApplication
@ConfigurationPropertiesScan
public class ExistGraphApplication {
  public static void main(String[] args) {
    var _ = program().run(args);
  }

  /// Looks at the settings before anything is started, so that a bad one is all that is told.
  static SpringApplication program() {
    SpringApplication program = new SpringApplication(ExistGraphApplication.class);
    program.addInitializers(
        context ->
            Binder.get(context.getEnvironment()).bindOrCreate("exist", GatewayProperties.class));
    return program;
  }
}
