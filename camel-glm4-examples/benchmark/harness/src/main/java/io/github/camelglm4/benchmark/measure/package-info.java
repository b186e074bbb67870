/** Measures the cost of a process: CPU, allocated bytes, threads, memory, delays. */
package io.github.camelglm4.benchmark.measure;
