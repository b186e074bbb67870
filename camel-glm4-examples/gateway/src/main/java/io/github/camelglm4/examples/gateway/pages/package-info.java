/** The web pages of the gateway: the files in the folder {@code pages} of the class path. */
package io.github.camelglm4.examples.gateway.pages;
