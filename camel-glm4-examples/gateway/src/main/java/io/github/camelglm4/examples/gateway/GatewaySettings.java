package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.text.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/**
 * The properties of the gateway.
 *
 * @param host host name or address of the server
 * @param port port of the server
 * @param keyStore certificate and private key for HTTPS, as a resource; blank for HTTP
 * @param keyStorePassword password of the key store
 * @param models file of models, as a resource
 * @param callers file of callers, as a resource; {@value #NO_CALLERS} if everybody may use all models
 * @param database JDBC URL
 * @param databaseUser may be blank
 * @param databasePassword may be blank
 * @param adminKey key of the administrator; blank for a random one
 * @param managementHost host name or address of the server for health checks and metrics
 * @param managementPort port of that server
 */
record GatewaySettings(
        String host,
        int port,
        String keyStore,
        String keyStorePassword,
        String models,
        String callers,
        String database,
        String databaseUser,
        String databasePassword,
        String adminKey,
        String managementHost,
        int managementPort) {

    static final String PREFIX = "gateway.";
    static final String DEFAULTS = "application.properties";
    static final String FILE = "gateway.properties";

    private static final String NO_CALLERS = "none";
    private static final String SAMPLE_CALLERS = "classpath:callers.yaml";

    /** @throws IllegalArgumentException if a property is unknown or wrong */
    static GatewaySettings read(CamelContext context) {
        requireKnown(context);
        requireOwnUsage(context);
        GatewaySettings settings = new GatewaySettings(
                required(context, "host"),
                port(context, "port"),
                text(context, "key-store"),
                text(context, "key-store-password"),
                required(context, "models"),
                required(context, "callers"),
                required(context, "database"),
                text(context, "database-user"),
                text(context, "database-password"),
                text(context, "admin-key"),
                required(context, "management-host"),
                port(context, "management-port"));
        if (settings.port == settings.managementPort) {
            throw new IllegalArgumentException(
                    "gateway.port and gateway.management-port must be different, but both are " + settings.port);
        }
        return settings;
    }

    /** The names of all properties, with the prefix. Each has a default. */
    static SortedSet<String> names() {
        Properties defaults = new Properties();
        try (InputStream file = GatewaySettings.class.getClassLoader().getResourceAsStream(DEFAULTS)) {
            defaults.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SortedSet<String> names = new TreeSet<>(defaults.stringPropertyNames());
        names.removeIf(name -> !name.startsWith(PREFIX));
        return names;
    }

    boolean isTls() {
        return !keyStore.isEmpty();
    }

    boolean isOpen() {
        return callers.equals(NO_CALLERS);
    }

    /** Whether the callers are the samples in the jar. */
    boolean hasKnownKeys() {
        return callers.equals(SAMPLE_CALLERS);
    }

    /** Returns the URL of the server, without a path. */
    String url() {
        return (isTls() ? "https://" : "http://") + reachable(host) + ":" + port;
    }

    /** Returns the URL of the server for health checks and metrics, without a path. */
    String managementUrl() {
        return "http://" + reachable(managementHost) + ":" + managementPort;
    }

    /** A server on all addresses can be reached at this one. */
    private static String reachable(String host) {
        if (host.equals("0.0.0.0") || host.equals("::")) {
            return "localhost";
        }
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String text(CamelContext context, String name) {
        try {
            return context.resolvePropertyPlaceholders("{{" + PREFIX + name + "}}")
                    .strip();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PREFIX + name + " refers to a placeholder without a value: " + e.getMessage(), e);
        }
    }

    private static String required(CamelContext context, String name) {
        String text = text(context, name);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(
                    PREFIX + name + " is blank: is the environment variable that it comes from" + " empty?"
                            + (name.equals("callers") ? " To need no keys, set it to " + NO_CALLERS : ""));
        }
        return text;
    }

    private static int port(CamelContext context, String name) {
        String text = text(context, name);
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                PREFIX + name + " must be a port from 1 to 65535, but is " + PrintableText.name(text));
    }

    private static void requireKnown(CamelContext context) {
        SortedSet<String> known = names();
        SortedSet<String> unknown = new TreeSet<>(context.getPropertiesComponent()
                .loadProperties(name -> name.startsWith(PREFIX))
                .stringPropertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            String name = unknown.first();
            throw new IllegalArgumentException(PrintableText.name(name) + " is not a property of the gateway"
                    + NearNames.nearest(name, known)
                            .map(near -> ". Did you mean " + near + "?")
                            .orElse("; the properties are " + String.join(", ", known)));
        }
    }

    /** The usage page needs all records and counters: with others, it would show nothing, or wrong numbers. */
    private static void requireOwnUsage(CamelContext context) {
        for (String name : context.getPropertiesComponent().loadProperties().stringPropertyNames()) {
            String option = name.toLowerCase(Locale.ROOT).replace("-", "");
            if (option.equals("camel.component.glm4.serverusageto")
                    || option.equals("camel.component.glm4.serverusagestore")) {
                throw new IllegalArgumentException(
                        name + " cannot be set: the gateway stores usage in gateway.database");
            }
        }
    }

    /** Without passwords and keys. */
    @Override
    public String toString() {
        return "gateway at " + url();
    }
}
