/** The only mapping between exchanges and requests, answers and failures. */
package io.github.camelglm4.binding;
