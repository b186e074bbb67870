/** Keys, the tokens that are signed with them, and how both are masked. */
package io.github.camelglm4.client.auth;
