/** The official client of the platform. */
package io.github.camelglm4.benchmark.zaisdk;
