package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Reply;

/** The samples of docs/getting-started.md. */
class GettingStartedPageTest extends DocPageTest {

    @SampleOf("getting-started.md#3-the-route")
    void asksOnce(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("A known way to connect applications."));
        sample.load(context);

        assertThat(request())
                .contains("What is an enterprise integration pattern?", "Answer in one sentence.", "GLM-4-Air");
        await().untilAsserted(() -> assertThat(logged()).containsExactly("A known way to connect applications."));
    }
}
