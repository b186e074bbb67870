/** Hosts and URLs: where a service lives, and which addresses are this machine only. No name is resolved. */
package io.github.camelglm4.net;
