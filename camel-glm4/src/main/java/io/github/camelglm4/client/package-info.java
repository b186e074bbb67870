/** HTTP calls to a service: attempts, retries, timeouts, connection pools. Knows neither Camel nor what a chat is. */
package io.github.camelglm4.client;
