/**
 * The thread pool on which routes continue. No pool of the JDK meets both of its requirements: few threads while routes
 * are fast, and no deadlock if all threads wait for a task that is still in the queue.
 * {@link io.github.camelglm4.pool.ContinuationExecutor} has the measurements.
 */
package io.github.camelglm4.pool;
