/** Bodies that hold bytes, and images among them. */
package io.github.camelglm4.binding.image;
