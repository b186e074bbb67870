package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/images.md. */
class ImagesPageTest extends DocPageTest {

    private static final byte[] IMAGE = {(byte) 0x89, 'P', 'N', 'G'};
    private static final String SENT = "data:image/png;base64,iVBORw==";

    @TempDir
    Path photos;

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion("A cat."));
    }

    @SampleOf("images.md#images")
    void describesTheFilesOfAFolder(Sample.Version sample) throws Exception {
        Path description = Path.of("target/descriptions/cat.txt");
        Files.deleteIfExists(description);
        Files.write(photos.resolve("cat.png"), IMAGE);
        Files.writeString(photos.resolve("notes.txt"), "no image");
        sample.load(context, sample.code().replace("file:photos", "file:" + photos));

        assertThat(request()).contains(SENT, "Describe this image in one sentence.", "glm-4v-plus-0111");
        await().untilAsserted(() -> assertThat(description).hasContent("A cat."));
        assertThat(server.requests()).hasSize(1);
    }

    @SampleOf("images.md#several-images")
    void asksAboutAllImagesOfAClaim(Sample.Version sample) throws Exception {
        sample.load(context);
        NotifyBuilder bothAndTheirList = new NotifyBuilder(context).whenDone(3).create();
        Map<String, Object> headers = Map.of("claim", 7, Exchange.CONTENT_TYPE, "image/png");

        ask("direct:photo-of-claim", IMAGE, headers);
        ask("direct:photo-of-claim", IMAGE, headers);

        assertThat(bothAndTheirList.matches(10, TimeUnit.SECONDS)).isTrue();
        assertThat(request().split(SENT, -1)).hasSize(3);
    }

    @SampleOf("images.md#image-urls-and-other-content")
    void sendsARequestAsItIs(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(ask("direct:table", "").getMessage().getBody()).isEqualTo("A cat.");

        assertThat(request())
                .contains("\"url\":\"https://example.com/table.jpg\"", "Read the table aloud.", "glm-4v-flash");
    }
}
