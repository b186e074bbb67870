package io.github.camelglm4.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request lines in temporary files, one for each batch. */
class RequestFilesTest {

    @TempDir
    Path folder;

    private static RequestLine line(String customId, String model) {
        return new RequestLine(customId, model, customId.getBytes(UTF_8));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void filesAreCompleteAndInTheOrderOfTheirBeginning() throws IOException {
        try (RequestFiles files = new RequestFiles(folder, 2, 1000)) {
            for (RequestLine line :
                    List.of(line("first-1", "a"), line("other-1", "b"), line("first-2", "a"), line("first-3", "a"))) {
                files.add(line);
            }
            List<RequestFile> complete = files.complete();

            assertThat(complete).extracting(RequestFile::requests).containsExactly(2, 1, 1);
            assertThat(complete.get(0).path()).hasContent("first-1\nfirst-2\n");
            assertThat(complete.get(1).path()).hasContent("other-1\n");
            assertThat(complete.get(2).path()).hasContent("first-3\n");
        }
        assertThat(left()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"16, 2", "15, 1"})
    void fileIsFullAtExactlyItsSize(long size, int linesOf8Bytes) throws IOException {
        try (RequestFiles files = new RequestFiles(folder, 9, size)) {
            files.add(line("first-1", "a"));
            files.add(line("first-2", "a"));
            files.add(line("first-3", "a"));
            assertThat(files.complete().get(0).requests()).isEqualTo(linesOf8Bytes);
        }
    }

    @Test
    void lineWithItsEndFitsIntoAFileOrIsAnError() throws IOException {
        try (RequestFiles files = new RequestFiles(folder, 9, 8)) {
            files.add(line("first-1", "a"));
            assertThatThrownBy(() -> files.add(line("first-22", "a")))
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessage("the request has 8 bytes, but a file has at most 8 (option maxFileSize)");
        }
    }

    @Test
    void filesThatAreNotCompleteAreDeleted() throws IOException {
        try (RequestFiles files = new RequestFiles(folder, 1, 1000)) {
            files.add(line("first-1", "a"));
            files.add(line("first-2", "a"));
            assertThat(left()).hasSize(2);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void onlyTheirOwnerCanReadThem() throws IOException {
        Assumptions.assumeThat(Files.getFileStore(folder).supportsFileAttributeView("posix"))
                .isTrue();
        try (RequestFiles files = new RequestFiles(folder, 1, 1000)) {
            files.add(line("first-1", "a"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(left().get(0))))
                    .isEqualTo("rw-------");
        }
    }
}
