/** What the client and the servers both need to know about addresses. Pure; knows Netty and the JDK only. */
package io.github.camelglm4.net;
