package io.existgraph.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// How two attributes moved together over `period` days up to `date`: -1 to +1. Not causation.
public record Correlation(
    LocalDate date,
    @Nullable Integer period,
    AttributeName attribute,
    @Nullable AttributeName attribute2,
    double value,
    @Nullable Double p,
    @Nullable String firstPerson,
    @Nullable String secondPerson,
    @Nullable Double percentage,
    @Nullable Integer stars) {}
