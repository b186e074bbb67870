/** The comparison of gateways, in separate processes: those of others, and served models of this component. */
package io.github.camelglm4.benchmark.gateways;
