package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.gateway.models.GatewayModel;
import io.github.camelglm4.net.Loopback;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells after the start where everything is, and how to go on. */
final class StartReport {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private StartReport() {}

    static void log(GatewaySettings settings, List<GatewayModel> models, AdminKey adminKey, boolean offline) {
        if (offline) {
            LOG.info("The offline model answers, because no API key is set (GLM4_API_KEY)");
        }
        if (settings.isOpen()) {
            LOG.warn("gateway.callers is none: everybody who can reach {} may use all models", settings.url());
        }
        if (settings.hasKnownKeys() && !Loopback.is(settings.host())) {
            LOG.warn("The callers are samples whose keys everybody knows: write your own, and set gateway.callers");
        }
        LOG.info("Models {} at {}/v1", names(models), settings.url());
        LOG.info("Chat with them at {}/", settings.url());
        LOG.info(
                "Watch usage at {}/usage, with the administrator's key {}",
                settings.url(),
                adminKey.isRandom() ? adminKey.show() + ", which is valid for this run" : "in gateway.admin-key");
        LOG.info("Try: {}", curl(settings, models.get(0)));
        LOG.info(
                "Health checks at {}/observe/health, metrics at {}/observe/metrics",
                settings.managementUrl(),
                settings.managementUrl());
        LOG.info(
                "Set up by {} and {}; usage is stored in {}. Properties in the file {} replace them",
                settings.models(),
                settings.isOpen() ? "no file of callers" : settings.callers(),
                GatewayDatabase.shown(settings.database()),
                GatewaySettings.FILE);
    }

    /** A database that is down is no reason not to start: it may be there later. */
    static void check(DataSource database) {
        GatewayDatabase.problem(database)
                .ifPresent(problem -> LOG.warn("The database is not available, so usage is not counted: {}", problem));
    }

    private static String names(List<GatewayModel> models) {
        return models.stream()
                .map(model -> model.servesAnyName() ? "any other name" : model.name())
                .collect(Collectors.joining(", "));
    }

    private static String curl(GatewaySettings settings, GatewayModel model) {
        return "curl " + (settings.isTls() ? "--insecure " : "") + settings.url() + "/v1/chat/completions"
                + " -H 'Content-Type: application/json'"
                + (settings.isOpen() ? "" : " -H 'Authorization: Bearer " + key(settings) + "'")
                + " -d '{\"model\": \"" + (model.servesAnyName() ? "GLM-4-Flash" : model.name())
                + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'";
    }

    /** Keys of real callers are in no log. */
    private static String key(GatewaySettings settings) {
        return settings.hasKnownKeys() ? "sk-alice" : "YOUR_KEY";
    }
}
