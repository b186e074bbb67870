/** The loads for the candidates. */
package io.github.camelglm4.benchmark.scenario;
