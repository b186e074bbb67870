/**
 * Thousands of texts through Kafka. {@link io.github.camelglm4.examples.bulk.Bulk} is the main class; it starts the
 * other processes.
 */
package io.github.camelglm4.examples.bulk;
