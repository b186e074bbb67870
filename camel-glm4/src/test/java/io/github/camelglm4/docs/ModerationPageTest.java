package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;

/** The sample of docs/moderation.md. */
class ModerationPageTest extends DocPageTest {

    @SampleOf("moderation.md#decide-by-the-level")
    void decidesByTheLevel(Sample.Version sample) throws Exception {
        server.enqueue(
                Reply.json("{\"result_list\":[{\"risk_level\":\"PASS\",\"risk_type\":[]}]}"),
                Reply.json("{\"result_list\":[{\"risk_level\":\"REVIEW\",\"risk_type\":[\"insult\"]}]}"));
        sample.load(context);

        ask("direct:comment", "A nice lamp.");
        ask("direct:comment", "You lamp!");

        assertThat(logged()).containsExactly("published: A nice lamp.", "REVIEW because of [insult]");
    }
}
