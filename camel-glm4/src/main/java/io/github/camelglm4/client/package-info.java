/**
 * HTTP calls to a service: attempts, retries, timeouts, connection pools. Independent of Camel and chat completions.
 */
package io.github.camelglm4.client;
