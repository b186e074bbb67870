package io.github.camelglm4.examples.orderdesk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.offline.OfflineModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The README shows the output of the example. */
class ReadmeTest {
    private static final Pattern OUTPUT = Pattern.compile("```\\n(> .*?)```", Pattern.DOTALL);

    @Test
    void showsWhatIsPrinted() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> questions = List.of(OrderDesk.QUESTIONS.get(0), OrderDesk.QUESTIONS.get(3));
        try (OfflineModel model = OfflineModel.start(0)) {
            Main desk = OrderDesk.application(model.baseUrl());
            desk.addOverrideProperty("orders.database", "readme");
            OrderDesk.answer(questions, desk, new PrintStream(printed, true, UTF_8));
        }

        Matcher shown = OUTPUT.matcher(Files.readString(Path.of("README.md")));
        assertThat(shown.find()).isTrue();
        assertThat(printed.toString(UTF_8).strip())
                .isEqualToNormalizingNewlines(shown.group(1).strip());
    }
}
