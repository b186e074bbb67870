/** How many requests may be on their way to one service at a time. */
package io.github.camelglm4.client.gate;
