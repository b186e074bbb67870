package io.github.camelglm4.management;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** Adds health checks to Camel's repository, if it exists: the library is optional. Stateless. */
public final class HealthChecks {

    private HealthChecks() {}

    /**
     * Adds the check of a producer. In Camel, these checks are disabled by default.
     *
     * @param host of the service, or of the proxy in front of it
     * @return removes the check
     */
    public static Runnable ofProducer(
            CamelContext context, String name, String model, String host, int port, boolean enabled) {
        WritableHealthCheckRepository repository =
                HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
        if (repository == null || !enabled) {
            return () -> {};
        }
        // Camel runs only one of several checks with the same id: producers of one route may call different services
        String id = "producer:" + name;
        boolean taken = repository.stream()
                .anyMatch(other -> other.getId().equals(id)
                        && !(other instanceof ServiceHealthCheck check && check.asks(host, port)));
        HealthCheck check = new ServiceHealthCheck(taken ? id + "-" + host + ":" + port : id, model, host, port);
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }
}
