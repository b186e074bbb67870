package io.github.camelglm4.service;

import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.options.EndpointMistakes;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** Adds health checks to Camel's repository, if it exists: the library is optional. Stateless. */
final class HealthChecks {

    private HealthChecks() {}

    /**
     * Adds the check of an endpoint that calls a service, or the proxy in front of it. In Camel, these checks are
     * disabled by default.
     *
     * @return removes the check
     */
    static Runnable ofCaller(ServiceEndpoint endpoint, ServiceSetup setup, String routeId) {
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository == null || !endpoint.getComponent().isHealthCheckProducerEnabled()) {
            return () -> {};
        }
        HttpSettings.Proxy proxy = setup.connection().proxy();
        String host = proxy == null ? setup.url().host() : proxy.host();
        int port = proxy == null ? setup.url().port() : proxy.port();
        String id = "producer:" + endpoint.scheme() + "-" + (routeId == null ? endpoint.name() : routeId);
        // Camel runs only one of several checks with the same id: producers of one route may call different services
        boolean taken = repository.stream()
                .anyMatch(other -> other.getId().equals(id)
                        && !(other instanceof ServiceHealthCheck check && check.asks(host, port)));
        HealthCheck check = new ServiceHealthCheck(
                taken ? id + "-" + host + ":" + port : id,
                EndpointMistakes.path(endpoint.getClass()),
                endpoint.name(),
                host,
                port);
        repository.addHealthCheck(check);
        return () -> repository.removeHealthCheck(check);
    }
}
