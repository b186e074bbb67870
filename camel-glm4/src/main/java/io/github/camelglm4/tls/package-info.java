/** TLS as Camel's SSLContextParameters set it up, for connections of both directions. */
package io.github.camelglm4.tls;
