package io.github.camelglm4.examples.support;

import io.github.camelglm4.examples.offline.OfflineModel;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the route of {@code camel/support-bot.yaml}, and answers until it is stopped. The first argument, if any, is
 * the folder where mail comes and goes and conversations are kept. Without the environment variable GLM4_API_KEY, the
 * offline model answers.
 */
public final class SupportBot {
    private static final Logger LOG = LoggerFactory.getLogger(SupportBot.class);

    private SupportBot() {}

    public static void main(String[] args) throws Exception {
        Path folder = args.length == 0 ? target().resolve("support") : Path.of(args[0]);
        LOG.info("Mail is looked for in {}", folder.resolve("inbox"));
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            LOG.info("Asking the hosted service, with the key in GLM4_API_KEY");
            application(folder, null).run();
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
            LOG.info("An offline model answers, because GLM4_API_KEY is not set");
            application(folder, offlineModel.baseUrl()).run();
        }
    }

    /**
     * The bot, not started yet.
     *
     * @param baseUrl of the service behind it; null for the hosted one
     */
    private static Main application(Path folder, String baseUrl) {
        Main main = new Main();
        main.addOverrideProperty("folder", folder.toAbsolutePath().toString());
        if (baseUrl != null) {
            main.addOverrideProperty("camel.component.glm4.base-url", baseUrl);
        }
        return main;
    }

    /** The folder of the jar, so that it does not matter from where it is run. */
    private static Path target() throws URISyntaxException {
        return Path.of(SupportBot.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }
}
