package io.github.camelglm4.examples.support;

import io.github.camelglm4.examples.offline.OfflineModel;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the route in {@code camel/support-bot.yaml}, and runs until it is stopped. The optional argument is the folder
 * of the inbox, the outbox and the database. If the environment variable GLM4_API_KEY is not set, the offline model
 * answers.
 */
public final class SupportBot {
    private static final Logger LOG = LoggerFactory.getLogger(SupportBot.class);

    private SupportBot() {}

    public static void main(String[] args) throws Exception {
        Path folder = args.length == 0 ? target().resolve("support") : Path.of(args[0]);
        LOG.info("Messages are read from {}", folder.resolve("inbox"));
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            LOG.info("Requests go to the hosted service, with the key in GLM4_API_KEY");
            application(folder, null).run();
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
            LOG.info("Requests go to the offline model, because GLM4_API_KEY is not set");
            application(folder, offlineModel.baseUrl()).run();
        }
    }

    /**
     * Creates the bot. The caller starts it.
     *
     * @param baseUrl base URL of the service; null for the hosted service
     */
    private static Main application(Path folder, String baseUrl) {
        Main main = new Main();
        main.addOverrideProperty("folder", folder.toAbsolutePath().toString());
        if (baseUrl != null) {
            main.addOverrideProperty("camel.component.glm4.base-url", baseUrl);
        }
        return main;
    }

    /** The folder of the jar: independent of the working directory. */
    private static Path target() throws URISyntaxException {
        return Path.of(SupportBot.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }
}
