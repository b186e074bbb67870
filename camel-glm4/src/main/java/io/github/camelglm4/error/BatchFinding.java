package io.github.camelglm4.error;

/**
 * Why the service rejects a batch, or a line of its input file. All texts are printable and free of secrets.
 *
 * @param code code of the service, or null
 * @param line number of the line, 1 for the first, as the service counts; or null
 * @param message text of the service, or null
 * @param param the field of the line, or null
 */
public record BatchFinding(String code, Long line, String message, String param) {}
