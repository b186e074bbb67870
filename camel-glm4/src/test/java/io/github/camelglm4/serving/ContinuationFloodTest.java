package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** CVE-2026-33871: empty CONTINUATION frames cost a caller nine bytes each and count as no header. */
@Timeout(60)
class ContinuationFloodTest extends ServedLifeTestSupport {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME_HEAD = 9;
    private static final int TYPE = 3;
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int CONTINUATION = 9;
    /** 18 MB: more than what fits on the way to a server that does not read. */
    private static final int FRAMES = 2_000_000;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:fake").setBody(constant("fine"));
            }
        };
    }

    @Test
    void closesTheConnection() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            out.write(PREFACE);
            out.write(frame(SETTINGS, 0));
            out.flush();
            assertThat(socket.getInputStream().readNBytes(FRAME_HEAD)[TYPE]).isEqualTo((byte) SETTINGS);
            out.write(frame(HEADERS, 1));
            byte[] continuation = frame(CONTINUATION, 1);

            assertThatExceptionOfType(IOException.class)
                    .as("all frames were read")
                    .isThrownBy(() -> {
                        for (int i = 0; i < FRAMES; i++) {
                            out.write(continuation);
                        }
                    });
        }
    }

    /** Without payload and flags: END_HEADERS is not set. */
    private static byte[] frame(int type, int stream) {
        return new byte[] {0, 0, 0, (byte) type, 0, 0, 0, 0, (byte) stream};
    }
}
