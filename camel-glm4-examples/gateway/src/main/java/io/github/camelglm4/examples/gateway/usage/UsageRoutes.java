package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.examples.gateway.AdminKey;
import io.github.camelglm4.usage.RepeatedWarning;
import io.github.camelglm4.usage.UsageStore;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the records of calls to the history, and serves the report for administrators at {@code /usage/data}. Needs the
 * beans {@code gatewayDatabase} and {@code gatewayAdminKey}, and the usage store of the component.
 */
public final class UsageRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(UsageRoutes.class);
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";

    private final Clock clock = Clock.systemUTC();
    private final RepeatedWarning warning = new RepeatedWarning(clock);

    @Override
    public void configure() throws Exception {
        DataSource database = getContext().getRegistry().lookupByNameAndType("gatewayDatabase", DataSource.class);
        UsageHistory history = new UsageHistory(database, clock);
        getContext().getRegistry().bind("usageHistory", history);
        getContext().addService(history);
        Glm4Component component = getContext().getComponent("glm4", Glm4Component.class);
        component.getGateway().setServerUsageTo("bean:usageHistory?method=record");
        AdminKey key = getContext().getRegistry().lookupByNameAndType("gatewayAdminKey", AdminKey.class);
        UsageReport report = report(component, history);

        PlatformHttpEndpoint endpoint =
                endpoint("platform-http:/usage/data?httpMethodRestrict=GET", PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(new DataHeaders());
        from(endpoint).routeId("usage-data").process(exchange -> answer(exchange, key, report));
    }

    private UsageReport report(Glm4Component component, UsageHistory history) {
        UsageStore store = (UsageStore) component.getGateway().getServerUsageStore();
        return new UsageReport(
                hostName(),
                new HistoryReader(history, clock),
                new LimitReader(component::callers, store, clock),
                () -> CallsInFlight.of(getContext()),
                clock);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private void answer(Exchange exchange, AdminKey key, UsageReport report) throws InterruptedException {
        Message message = exchange.getMessage();
        boolean allowed = key.matches(bearer(message.getHeader(AUTHORIZATION, String.class)));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("X-Content-Type-Options", "nosniff");
        if (!allowed) {
            message.setHeader("WWW-Authenticate", "Bearer");
            fail(
                    message,
                    401,
                    "invalid_admin_key",
                    "The header Authorization must be Bearer and the administrator's key.");
            return;
        }
        try {
            message.setBody(report.json());
        } catch (UsageUnavailableException e) {
            warning.count(count -> LOG.warn(
                    "The usage report cannot be made. Failures since the last message: {}. The last one: {}",
                    count,
                    String.valueOf(e.getCause())));
            fail(message, 503, "usage_unavailable", "The usage database is not available at the moment.");
        }
    }

    private static String bearer(String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    private static void fail(Message message, int status, String code, String text) {
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setBody("{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + text + "\"}}");
    }

    /** Of a request, only the key is read, and it is not sent back. Of a response, all headers are sent. */
    private static final class DataHeaders implements HeaderFilterStrategy {

        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return name.startsWith("Camel") || name.equalsIgnoreCase(AUTHORIZATION);
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return !name.equalsIgnoreCase(AUTHORIZATION);
        }
    }
}
