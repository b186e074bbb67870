/** JSON to maps and scalars and back: lenient reading, strict writing, bounded memory. */
package io.github.camelglm4.json;
