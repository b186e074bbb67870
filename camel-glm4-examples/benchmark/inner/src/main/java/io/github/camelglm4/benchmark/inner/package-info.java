/** What the codecs of the component cost by themselves. */
package io.github.camelglm4.benchmark.inner;
