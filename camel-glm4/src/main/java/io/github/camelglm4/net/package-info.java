/** Hosts and URLs: the address of a service, and the addresses of this machine. Without name resolution. */
package io.github.camelglm4.net;
