/** The only mapping of exchanges to requests, and of answers and failures to exchanges. */
package io.github.camelglm4.binding;
