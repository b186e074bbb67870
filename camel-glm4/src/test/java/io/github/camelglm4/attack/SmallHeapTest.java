package io.github.camelglm4.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.OwnProcess;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * If memory is low, each request gets either a complete answer or an error. The application has 64 MB and up to 28
 * concurrent requests, with answers of up to 2 MB. The long form is {@code -Dattack.answers=2500}: 10,000 answers in
 * the four ways together. The JVM collects garbage most of that time.
 */
@Timeout(7_200)
class SmallHeapTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    static final int LARGEST = 2_000_000;

    /** A question that is answered by an error. */
    static final String FAIL = "fail";

    private static final int ANSWERS = Integer.getInteger("attack.answers", 40);
    private static final Pattern SIZE = Pattern.compile("size (\\d+) of (\\d+)");

    /**
     * Complete answers, streams that are read, streams whose complete answer is requested, and requests to its own
     * route.
     */
    @ParameterizedTest
    @CsvSource({"whole, 28", "read, 28", "completion, 8", "served, 28"})
    void everyAnswerIsWholeOrAnError(String how, int atATime) throws Exception {
        server.otherwise(SmallHeapTest::answer).recordNothing();
        try (OwnProcess application = new OwnProcess(
                "64m", SmallHeapApplication.class, server.baseUrl(), how, String.valueOf(ANSWERS), "" + atATime)) {
            String outcome = application.hear("outcome", 60 + ANSWERS);
            System.out.println("[attack] 64 MB, " + atATime + " at a time, " + how + ": " + outcome);

            assertThat(outcome).contains("asked " + ANSWERS + ",", " broken 0,", " unanswered 0");
            assertThat(application.hear("afterwards", 60)).isEqualTo("whole");
        }
    }

    static Reply answer(RecordedRequest request) {
        if (request.text().contains("\"" + FAIL + "\"")) {
            return Reply.error(500, "500", "this is answered on purpose");
        }
        Matcher size = SIZE.matcher(request.text());
        String text = size.find() ? text(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))) : "none";
        boolean streamed = Boolean.TRUE.equals(request.json().get("stream"));
        return streamed ? Reply.completionStream(text.split("(?<=\\G.{8000})")) : Reply.completion(text);
    }

    static String text(int length, int number) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(character(i, number));
        }
        return text.toString();
    }

    static boolean isText(CharSequence text, int length, int number) {
        if (text == null || text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != character(i, number)) {
                return false;
            }
        }
        return true;
    }

    /** No two places near each other are alike, so that no piece can be missing. */
    static char character(int place, int number) {
        return (char) ('a' + (place + place / 26 + number) % 26);
    }
}
