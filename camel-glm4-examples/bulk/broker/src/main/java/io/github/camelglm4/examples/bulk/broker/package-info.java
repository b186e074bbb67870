/** A Kafka broker for one machine. The main class is {@link io.github.camelglm4.examples.bulk.broker.KafkaBroker}. */
package io.github.camelglm4.examples.bulk.broker;
