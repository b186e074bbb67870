package io.github.camelglm4.examples.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the steps of the README with the bot in a separate process, which is stopped and killed. */
@Timeout(120)
class RestartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Process bot;

    @AfterEach
    void end() throws InterruptedException {
        bot.destroyForcibly().waitFor();
    }

    @Test
    void continuesConversationsAfterAStopAndAfterAKill() throws Exception {
        bot = start();
        assertThat(say("anna", "My order number is 7731. The machine leaks.")).isNotBlank();

        bot.destroy();
        bot.waitFor();
        bot = start();
        assertThat(say("anna", "Which order number did I tell you?")).isEqualTo("You said: My order number is 7731.");
        assertThat(say("anna", "The color of my machine is green.")).isNotBlank();

        bot.destroyForcibly().waitFor();
        bot = start();
        assertThat(say("anna", "Which color has my machine?")).isEqualTo("You said: The color of my machine is green.");
        assertThat(say("anna", "And which order number?")).isEqualTo("You said: My order number is 7731.");
        assertThat(say("bert", "Which order number did I tell you?")).doesNotContain("7731");
    }

    private String say(String customer, String text) throws IOException {
        Path answer = folder.resolve("outbox").resolve(customer + ".txt");
        Files.deleteIfExists(answer);
        Path message = Files.writeString(folder.resolve(customer), text);
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.move(message, inbox.resolve(customer + ".txt"), StandardCopyOption.ATOMIC_MOVE);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(answer) && Files.list(inbox).noneMatch(Files::isRegularFile));
        return Files.readString(answer, StandardCharsets.UTF_8);
    }

    private Process start() throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder =
                new ProcessBuilder(java, "-cp", classPath, SupportBot.class.getName(), folder.toString());
        builder.environment().remove("GLM4_API_KEY");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "support-bot.log").toFile()))
                .start();
    }
}
