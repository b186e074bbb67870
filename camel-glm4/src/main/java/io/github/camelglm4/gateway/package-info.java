/** A gateway: callers from files and beans, limits, and records of calls to endpoints. */
package io.github.camelglm4.gateway;
