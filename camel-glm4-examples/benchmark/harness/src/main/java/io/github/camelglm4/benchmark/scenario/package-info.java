/** The loads that candidates are put under. */
package io.github.camelglm4.benchmark.scenario;
