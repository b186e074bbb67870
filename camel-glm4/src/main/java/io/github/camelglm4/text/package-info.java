/** Text that others wrote, made fit to be shown. Pure; knows the JDK only. */
package io.github.camelglm4.text;
