/** The interface of the clients that are compared. */
package io.github.camelglm4.benchmark.candidate;
