/**
 * Files and batches of the offline model. A line of a batch is a request to the model itself, so it gets the same
 * answer or error as a request of its own. The entry point is
 * {@link io.github.camelglm4.examples.offline.batch.BatchService}.
 */
package io.github.camelglm4.examples.offline.batch;
