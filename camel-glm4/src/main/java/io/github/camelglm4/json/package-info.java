/** JSON to maps and scalars and back, as leniently as the world needs. */
package io.github.camelglm4.json;
