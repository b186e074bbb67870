/**
 * A measured process: a candidate, a scenario and its cost. Depends only on the JDK, so that it adds no library to a
 * candidate.
 */
package io.github.camelglm4.benchmark;
