/** The platform's own client. */
package io.github.camelglm4.benchmark.zaisdk;
