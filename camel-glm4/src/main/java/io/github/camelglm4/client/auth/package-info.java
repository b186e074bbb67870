/** Keys, the tokens that they sign, and the masking of both. */
package io.github.camelglm4.client.auth;
