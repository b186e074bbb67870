/** The exceptions of failed calls, and which failure is which. */
package io.github.camelglm4.error;
