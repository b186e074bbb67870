/** Runs workloads, each in a process of its own, and keeps what they measured. */
package io.github.camelglm4.benchmark.run;
