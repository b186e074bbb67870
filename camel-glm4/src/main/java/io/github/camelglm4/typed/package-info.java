/** An answer as an object: what is asked for, read out of the text, checked, and asked for again. Knows no Camel. */
package io.github.camelglm4.typed;
