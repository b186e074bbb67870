/** Handles text from outside: makes it printable, compares names, splits at commas. Depends on the JDK only. */
package io.github.camelglm4.text;
