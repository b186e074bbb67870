/** Runs workloads, each in a separate process, and collects the measurements. */
package io.github.camelglm4.benchmark.run;
