/** What a process costs: CPU, allocated bytes, threads, memory, delays. */
package io.github.camelglm4.benchmark.measure;
