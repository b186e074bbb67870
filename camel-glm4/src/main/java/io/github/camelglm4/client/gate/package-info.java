/** Limits on concurrent requests to a service: permits, and the queue for them. */
package io.github.camelglm4.client.gate;
