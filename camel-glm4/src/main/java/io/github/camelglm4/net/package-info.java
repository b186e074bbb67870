/** Hosts and URLs: where a service lives, and which addresses are this machine only. Pure: no name is resolved. */
package io.github.camelglm4.net;
