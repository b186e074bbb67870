/** The fake service: a separate process with low cost and precise timing. */
package io.github.camelglm4.benchmark.service;
