/** A support bot that remembers: {@link io.github.camelglm4.examples.support.SupportBot} is the way in. */
package io.github.camelglm4.examples.support;
