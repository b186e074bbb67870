/** The exceptions of failed calls, and the classification of failures. */
package io.github.camelglm4.error;
