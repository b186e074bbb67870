/** How the throughput of the bulk example grows with its worker processes. */
package io.github.camelglm4.benchmark.bulk;
