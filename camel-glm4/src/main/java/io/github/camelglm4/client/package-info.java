/** HTTP calls to the service: attempts, delays, gate, limits, credentials. Knows neither Camel nor what a chat is. */
package io.github.camelglm4.client;
