package io.github.camelglm4.examples.gateway.pages;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.Keys;

/** Writes pictures of the chat page into the folder that the system property {@code pictures} names. */
@EnabledIfSystemProperty(named = "pictures", matches = ".+")
class ChatPicturesTest {
    private static final String QUESTION = "How do I cancel a reservation in our API?";

    private static final String ANSWER = """
            Send a `DELETE` request with the number of the reservation. **Until 24 hours before arrival**, it costs nothing.

            ```sh
            curl -X DELETE https://api.example.com/reservations/4711 \\
              -H "Authorization: Bearer $TOKEN"
            ```

            The status of the response says what has happened:

            | Status | Meaning |
            |---|---|
            | 204 | The reservation is canceled, and the guest gets an e-mail |
            | 404 | There is no such reservation, or it is not yours |
            | 409 | The guest has arrived already |

            A canceled reservation cannot be restored: [create a new one](https://api.example.com/docs) instead.
            """;

    private static final String MODELS = """
            - {name: fast, upstreams: [{model: writer, baseUrl: '%1$s', apiKey: none}]}
            - {name: smart, upstreams: [{model: absent, baseUrl: '%1$s', apiKey: none}]}
            """;

    @Test
    void writePictures() throws Exception {
        Path folder = Path.of(System.getProperty("pictures"));
        try (Browser browser = Browser.start();
                ScriptedModels service = ScriptedModels.start();
                RunningGateway gateway =
                        RunningGateway.start(MODELS.formatted(service.baseUrl()), "- {name: alice, key: sk-alice}")) {
            service.answer(ANSWER);
            for (String scheme : new String[] {"light", "dark"}) {
                browser.useColors(scheme);
                browser.size(1200, 800);
                writePictures(browser, gateway.url(), folder, scheme);
                browser.usePhone();
                writePictures(browser, gateway.url(), folder, "phone-" + scheme);
            }
        }
    }

    private static void writePictures(Browser browser, String url, Path folder, String kind) throws Exception {
        browser.open(url);
        browser.picture(folder.resolve("chat-key-" + kind + ".png"));
        browser.type("sk-alice", Keys.ENTER);
        browser.awaitVisible("#question");
        browser.picture(folder.resolve("chat-empty-" + kind + ".png"));
        browser.type(QUESTION, Keys.ENTER);
        browser.awaitText(".facts", "stop");
        browser.picture(folder.resolve("chat-" + kind + ".png"));
        browser.find("#model").sendKeys("smart");
        browser.find("#question").sendKeys("And now?", Keys.ENTER);
        browser.awaitVisible(".problem");
        browser.picture(folder.resolve("chat-problem-" + kind + ".png"));
    }
}
