/**
 * The thread pool on which routes continue. It has two requirements that no pool of the JDK meets together: few threads
 * while routes are fast, and no standstill when all of them wait for a task that is still in the queue.
 * {@link io.github.camelglm4.pool.ContinuationExecutor} tells what that buys.
 */
package io.github.camelglm4.pool;
