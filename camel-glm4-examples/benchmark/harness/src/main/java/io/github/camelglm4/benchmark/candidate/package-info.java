/** What a client of the service must be able to do to be compared. */
package io.github.camelglm4.benchmark.candidate;
