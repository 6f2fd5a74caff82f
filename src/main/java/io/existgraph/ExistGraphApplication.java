package io.existgraph;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The gateway as a program.
@SpringBootApplication
@ConfigurationPropertiesScan
public class ExistGraphApplication {
  public static void main(String[] args) {
    SpringApplication.run(ExistGraphApplication.class, args);
  }
}
