/**
 * A support bot with stored conversations. The main class is {@link io.github.camelglm4.examples.support.SupportBot}.
 */
package io.github.camelglm4.examples.support;
