package io.github.camelglm4.watch;

import io.github.camelglm4.pool.PoolState;
import java.util.List;

/**
 * Current state and totals of a component since its start.
 *
 * @param models the counts of each model, sorted by name
 * @param connections open connections to services, including idle ones
 * @param pool the threads on which routes continue; null if each task has its own thread, as with virtual threads
 * @param lastFailure the failure of the last failed call, or null
 */
public record Activity(List<ModelCounts> models, int connections, PoolState pool, LastFailure lastFailure) {

    /** Returns the totals of all models. */
    public ModelCounts total() {
        return ModelCounts.sum("", models);
    }
}
