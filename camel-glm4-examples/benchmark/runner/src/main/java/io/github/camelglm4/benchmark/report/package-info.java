/** Writes the report: the page docs/performance.md and its charts. */
package io.github.camelglm4.benchmark.report;
