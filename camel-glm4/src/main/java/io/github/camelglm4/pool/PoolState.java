package io.github.camelglm4.pool;

/**
 * The threads of a pool.
 *
 * @param threads current number of threads
 * @param active threads that run a task
 * @param waiting queued tasks
 */
public record PoolState(int threads, int active, int waiting) {}
