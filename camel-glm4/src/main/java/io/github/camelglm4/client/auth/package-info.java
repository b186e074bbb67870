/** What a request says of its sender: keys, tokens made of them, and the mask over both. */
package io.github.camelglm4.client.auth;
