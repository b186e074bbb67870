/** The service that everyone asks: a process of its own that costs little and keeps time. */
package io.github.camelglm4.benchmark.service;
