/**
 * One measured process: a candidate, a scenario, and what it cost. Needs nothing but the JDK, so that it adds nothing
 * to a candidate.
 */
package io.github.camelglm4.benchmark;
