package io.github.camelglm4.testing.batch;

/** Why a request file is invalid. @param line from 1; null if the whole file is meant */
public record Finding(String code, Integer line, String message, String param) {}
