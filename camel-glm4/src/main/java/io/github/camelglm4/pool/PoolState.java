package io.github.camelglm4.pool;

/**
 * The threads of a pool.
 *
 * @param threads there are now
 * @param active of them that run a task
 * @param waiting tasks that wait for one
 */
public record PoolState(int threads, int active, int waiting) {}
