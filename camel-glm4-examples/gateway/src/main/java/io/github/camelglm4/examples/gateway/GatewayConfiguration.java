package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.examples.gateway.models.GatewayModel;
import io.github.camelglm4.examples.gateway.models.ModelRoutes;
import io.github.camelglm4.examples.gateway.models.ModelsFile;
import io.github.camelglm4.examples.gateway.pages.Pages;
import io.github.camelglm4.examples.gateway.usage.UsageRoutes;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.usage.jdbc.JdbcUsageStore;
import io.github.camelglm4.yaml.YamlException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;

/**
 * Sets up everything that the properties of the gateway name. Called once, before the servers start; the properties of
 * Camel are applied afterwards.
 */
final class GatewayConfiguration implements CamelConfiguration {

    private GatewaySettings settings;
    private AdminKey adminKey;
    private List<GatewayModel> models;
    private DataSource database;

    @Override
    public void configure(CamelContext context) throws Exception {
        settings = GatewaySettings.read(context);
        FreePort.require("gateway.port", settings.host(), settings.port());
        FreePort.require("gateway.management-port", settings.managementHost(), settings.managementPort());
        SharedVertx.bind(context);
        adminKey = AdminKey.of(settings.adminKey());
        context.getRegistry().bind("gatewayAdminKey", adminKey);
        if (settings.isTls()) {
            context.setSSLContextParameters(GatewayTls.read(context, settings));
        }
        models = readModels(context);
        context.addRoutes(new ModelRoutes(models));
        context.addRoutes(new Pages());
        openDatabase(context);
        configure(context.getComponent("glm4", Glm4Component.class).getGateway());
        context.addRoutes(new UsageRoutes());
    }

    GatewaySettings settings() {
        return settings;
    }

    AdminKey adminKey() {
        return adminKey;
    }

    List<GatewayModel> models() {
        return models;
    }

    DataSource database() {
        return database;
    }

    private List<GatewayModel> readModels(CamelContext context) {
        String place = "gateway.models=" + settings.models();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, settings.models())) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ModelsFile.read(text, context::resolvePropertyPlaceholders);
        } catch (IOException e) {
            throw new IllegalArgumentException(place + " cannot be read: " + e.getMessage(), e);
        } catch (YamlException e) {
            throw new IllegalArgumentException(place + ", " + e.getMessage(), e);
        }
    }

    private void openDatabase(CamelContext context) {
        database = GatewayDatabase.open(settings);
        // closed with the registry, after everything that writes to it
        context.getRegistry().bind("gatewayDatabase", DataSource.class, database, null, "close");
    }

    private void configure(GatewayOptions options) {
        if (!settings.isOpen()) {
            options.setServerCallers(settings.callers());
        }
        JdbcUsageStore store = new JdbcUsageStore(database);
        store.setCreateTable(true);
        options.setServerUsageStore(store);
    }
}
