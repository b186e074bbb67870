package io.github.camelglm4.watch;

import io.github.camelglm4.pool.PoolState;
import java.util.List;

/**
 * What a component does now, and has done since it was started.
 *
 * @param models the counts of each model, in the order of names
 * @param connections connections to services, open now, idle ones included
 * @param pool the threads on which routes go on; null when each task has one, as with virtual threads
 * @param lastFailure the failure of the call that failed last, or null
 */
public record Activity(List<ModelCounts> models, int connections, PoolState pool, LastFailure lastFailure) {

    /** All models together. */
    public ModelCounts total() {
        return ModelCounts.sum("", models);
    }
}
