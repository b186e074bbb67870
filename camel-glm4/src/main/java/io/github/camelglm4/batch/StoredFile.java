package io.github.camelglm4.batch;

/**
 * A file at the service.
 *
 * @param id never blank
 * @param name its name when it was uploaded, or null
 */
record StoredFile(String id, String name) {}
