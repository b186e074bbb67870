package io.github.camelglm4.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.OwnProcess;
import io.github.camelglm4.testing.batch.BatchService;
import io.github.camelglm4.testing.batch.LineAnswer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A batch of the maximum number of requests is submitted and delivered with little memory. The long form, with files of
 * nearly 100 MB, is {@code -Dbulk.characters=1700}.
 */
@Timeout(1_800)
class LargeBatchTest {

    private static final int REQUESTS = Integer.getInteger("bulk.requests", 50_000);

    /** The length of each text and of each answer. The files are larger than the heap in the long form. */
    private static final int CHARACTERS = Integer.getInteger("bulk.characters", 100);

    @RegisterExtension
    final BatchService service = BatchService.start().answers(LargeBatchTest::answer);

    @Test
    void isSubmittedAndDeliveredWith256Megabytes() throws Exception {
        try (OwnProcess application = new OwnProcess(
                "256m", LargeBatchApplication.class, service.baseUrl(), "" + REQUESTS, "" + CHARACTERS)) {
            String submitted = application.hear("submitted", 600);
            assertThat(submitted).isEqualTo(REQUESTS + " requests in 1 batch");
            String outcome = application.hear("outcome", 900);
            System.out.println("[bulk] 256 MB, " + REQUESTS + " requests of " + CHARACTERS + " characters: " + outcome);

            assertThat(outcome).startsWith("delivered " + REQUESTS + ", twice 0, wrong 0");
            service.awaitFiles(0);
        }
    }

    /** Returns the text of the request in the other order. */
    private static LineAnswer answer(Map<String, Object> line) {
        Map<?, ?> body = (Map<?, ?>) line.get("body");
        Map<?, ?> message = (Map<?, ?>) ((List<?>) body.get("messages")).get(0);
        String text = (String) message.get("content");
        return LineAnswer.text(
                body.get("model"), new StringBuilder(text).reverse().toString());
    }
}
