/** Measures the codecs of the component in isolation. */
package io.github.camelglm4.benchmark.inner;
