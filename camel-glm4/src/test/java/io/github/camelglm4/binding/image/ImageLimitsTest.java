package io.github.camelglm4.binding.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.camelglm4.binding.UnreadableStream;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image can have the maximum size of the API; no more bytes are read. */
class ImageLimitsTest extends ImageTestSupport {

    private static final int MOST = 5 * 1024 * 1024;
    private static final Map<String, Object> PNG = asking(Exchange.CONTENT_TYPE, "image/png");

    @TempDir
    Path directory;

    @Test
    void theLargestIsSentWhole() throws IOException {
        byte[] largest = new byte[MOST];
        largest[MOST - 1] = 1;
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(largest);
        Path file = Files.write(directory.resolve("largest.png"), largest);

        for (Object body : List.of(largest, new ByteArrayInputStream(largest), file.toFile(), file)) {
            assertThat(urls(sent(MODEL, body, PNG))).containsExactly(url);
        }
    }

    @Test
    void oneByteMoreIsRefused() throws IOException {
        byte[] tooLarge = new byte[MOST + 1];
        Path file = Files.write(directory.resolve("large.png"), tooLarge);

        for (Object body : List.of(tooLarge, file.toFile(), file, List.of(file))) {
            assertThat(refused(MODEL, body, PNG))
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessageEndingWith(" is an image of 5242881 bytes, but the maximum is 5242880 bytes");
        }
    }

    @Test
    void aGigabyteOnDiskIsNotRead() throws IOException {
        File file = directory.resolve("huge.png").toFile();
        try (RandomAccessFile sparse = new RandomAccessFile(file, "rw")) {
            sparse.setLength(1L << 30);
        }
        refused(MODEL, file, PNG);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        long before = threads.getCurrentThreadAllocatedBytes();
        Throwable failure = refused(MODEL, file, PNG);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(failure).hasMessageStartingWith("the body is an image of 1073741824 bytes");
        assertThat(allocated).isLessThan(1 << 20);
    }

    @Test
    void ofAStreamNoMoreIsReadThanItTakesToTell() throws IOException {
        EndlessStream endless = new EndlessStream();

        Exchange exchange = ask(MODEL, endless, PNG);

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("the body is an image of more than 5242880 bytes, which is the maximum");
        assertThat(server.requests()).isEmpty();
        assertThat(endless.given).isLessThan(MOST + 64 * 1024);
        // after the failure, the body is still complete
        InputStream again = exchange.getMessage().getBody(InputStream.class);
        for (int i = 0; i < MOST + 1000; i++) {
            if (again.read() != i % 251) {
                throw new AssertionError("another byte at " + i);
            }
        }
    }

    /** A stream like that of a socket, with a pattern that reveals a missing piece. */
    private static final class EndlessStream extends InputStream {

        private int given;

        @Override
        public int read() {
            return given++ % 251;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = 0; i < length; i++) {
                target[offset + i] = (byte) read();
            }
            return length;
        }
    }

    @Test
    void theLengthInAHeaderIsCheckedBeforeTheStreamIsRead() {
        Map<String, Object> http = asking(Exchange.CONTENT_TYPE, "image/png", Exchange.CONTENT_LENGTH, "6000000");
        Map<String, Object> file = asking(Exchange.FILE_CONTENT_TYPE, "image/png", Exchange.FILE_LENGTH, 6_000_000L);

        for (Map<String, Object> headers : List.of(http, file)) {
            assertThat(refused(MODEL, new UnreadableStream(), headers))
                    .hasMessage("the body is an image of 6000000 bytes, but the maximum is 5242880 bytes");
        }
    }

    @Test
    void aLengthThatBelongsToSomethingElseDoesNotCount() {
        // an entry of an archive: the name is that of the entry, the length that of the archive
        Map<String, Object> entry = asking(
                Exchange.CONTENT_TYPE,
                "application/octet-stream",
                Exchange.CONTENT_LENGTH,
                6_000_000,
                Exchange.FILE_NAME,
                "a.png");
        Map<String, Object> form = asking(Exchange.CONTENT_TYPE, "image/png", Exchange.CONTENT_LENGTH, 6_000_000);

        assertThat(sent(MODEL, new ByteArrayInputStream(IMAGE), entry))
                .containsEntry("messages", userShows("image/png"));
        assertThat(sent(MODEL, List.of(new ByteArrayInputStream(IMAGE)), form))
                .containsEntry("messages", userShows("image/png"));
        assertThat(sent(MODEL, IMAGE, form)).containsEntry("messages", userShows("image/png"));
    }

    @Test
    void fiftyAreTheMost() {
        List<Object> fifty = Collections.nCopies(50, IMAGE);
        List<Object> more = new ArrayList<>(fifty);
        more.add(IMAGE);

        assertThat(refused(MODEL, more, PNG))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("the body has 51 images, but the maximum is 50");
        assertThat(urls(sent(MODEL, fifty, PNG))).hasSize(50);
    }

    @Test
    void allAreCheckedBeforeTheFirstIsRead() {
        List<Object> body = List.of(new UnreadableStream(), new byte[MOST + 1]);

        assertThat(refused(MODEL, body, PNG)).hasMessageStartingWith("body[1] is an image of 5242881 bytes");
    }

    @Test
    void anEmptyOneIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("empty.png"));

        for (Object body : List.of(new byte[0], InputStream.nullInputStream(), file.toFile())) {
            assertThat(failure(ask(MODEL, body, PNG)))
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessage("the body is an empty image");
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void oneThatIsGoneIsRefused() {
        Path gone = directory.resolve("gone.png");

        for (Object body : List.of(gone, gone.toFile())) {
            assertThat(refused(MODEL, body, PNG))
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessageStartingWith("the body cannot be read: " + gone);
        }
    }

    private static List<Object> urls(Map<String, Object> request) {
        Map<?, ?> message = (Map<?, ?>) ((List<?>) request.get("messages")).get(0);
        return ((List<?>) message.get("content"))
                .stream()
                        .map(part -> ((Map<?, ?>) part).get("image_url"))
                        .filter(image -> image != null)
                        .<Object>map(image -> ((Map<?, ?>) image).get("url"))
                        .toList();
    }
}
