/**
 * Text that others wrote: made fit to be shown, compared with known names, split at commas. Pure; knows the JDK only.
 */
package io.github.camelglm4.text;
