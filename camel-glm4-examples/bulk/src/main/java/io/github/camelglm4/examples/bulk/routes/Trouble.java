package io.github.camelglm4.examples.bulk.routes;

/**
 * A failure that is no fault of a record.
 *
 * @param message message of the exception
 * @param needsSomebody whether it lasts until somebody changes the key, the account or the configuration
 */
public record Trouble(String message, boolean needsSomebody) {}
