/** Meters and spans with the names of OpenTelemetry's GenAI conventions. Their libraries are optional. */
package io.github.camelglm4.telemetry;
