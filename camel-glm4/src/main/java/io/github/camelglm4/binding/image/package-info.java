/** Bodies that contain bytes, including images. */
package io.github.camelglm4.binding.image;
