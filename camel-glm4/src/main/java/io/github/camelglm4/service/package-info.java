/**
 * What the endpoints of all schemes that call a service have in common: their options with the defaults of the
 * component {@code glm4}, one client, and how a request reaches the service.
 */
package io.github.camelglm4.service;
