/** Callers of served models: who they are, what they may use, and how much they have used. */
package io.github.camelglm4.usage;
