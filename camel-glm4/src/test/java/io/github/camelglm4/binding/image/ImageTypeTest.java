package io.github.camelglm4.binding.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.binding.UnreadableStream;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the type of an image is detected. */
class ImageTypeTest extends ImageTestSupport {

    /** Component in Camel's catalog, header with the type, header with the length, header with the name. */
    private static final List<List<String>> STORAGES = List.of(
            List.of("aws2-s3", "CamelAwsS3ContentType", "CamelAwsS3ContentLength", "CamelAwsS3Key"),
            List.of(
                    "azure-storage-blob",
                    "CamelAzureStorageBlobContentType",
                    "CamelAzureStorageBlobBlobSize",
                    "CamelAzureStorageBlobBlobName"),
            List.of(
                    "azure-storage-datalake",
                    "CamelAzureStorageDataLakeContentType",
                    "CamelAzureStorageDataLakeFileSize",
                    "CamelAzureStorageDataLakeFileName"),
            List.of(
                    "google-storage",
                    "CamelGoogleCloudStorageContentType",
                    "CamelGoogleCloudStorageContentLength",
                    "CamelGoogleCloudStorageObjectName"),
            List.of("minio", "CamelMinioContentType", "CamelMinioContentLength", "CamelMinioObjectName"),
            List.of("ibm-cos", "CamelIBMCOSContentType", "CamelIBMCOSContentLength", "CamelIBMCOSKey"));

    @TempDir
    Path directory;

    static Stream<Arguments> storages() {
        return STORAGES.stream().map(s -> Arguments.of(s.get(0), s.get(1), s.get(2), s.get(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storages")
    void headersOfStoragesAreThoseOfCamelsCatalog(String component, String type, String length, String name)
            throws IOException {
        Set<String> known = new TreeSet<>();
        new ObjectMapper()
                .readTree(new DefaultCamelCatalog().componentJSonSchema(component))
                .get("headers")
                .fieldNames()
                .forEachRemaining(known::add);

        assertThat(known).contains(type, length, name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storages")
    void aStorageTellsTheType(String component, String type, String length, String name) {
        Map<String, Object> headers = asking(type, "image/jpeg", Exchange.CONTENT_TYPE, "image/png");

        assertThat(sent(MODEL, IMAGE, headers)).containsEntry("messages", userShows("image/jpeg"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storages")
    void aNameInAStorageTellsTheTypeWhereTheStorageDoesNot(String component, String type, String length, String name) {
        Map<String, Object> headers = asking(type, "binary/octet-stream", name, "photos/2026.05/cat.PNG");

        assertThat(sent(MODEL, IMAGE, headers)).containsEntry("messages", userShows("image/png"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("storages")
    void theLengthThatAStorageTellsIsCheckedBeforeAnythingIsRead(
            String component, String type, String length, String name) {
        Map<String, Object> headers = asking(type, "image/png", length, 5_242_881L);

        assertThat(refused(MODEL, new UnreadableStream(), headers))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("the body is an image of 5242881 bytes, but the maximum is 5242880 bytes");
    }

    /** In the order of their priority. */
    private static final List<String> SOURCES =
            List.of(Glm4Headers.MEDIA_TYPE, "CamelAwsS3ContentType", Exchange.CONTENT_TYPE, Exchange.FILE_CONTENT_TYPE);

    @Test
    void theFirstOneThatTellsItCounts() {
        for (int first = 0; first < SOURCES.size(); first++) {
            Map<String, Object> headers = asking(Exchange.FILE_NAME, "cat.jpg");
            SOURCES.subList(first, SOURCES.size()).forEach(source -> headers.put(source, "image/jpeg"));
            headers.put(SOURCES.get(first), "image/png");

            assertThat(sent(MODEL, IMAGE, headers))
                    .as(SOURCES.get(first))
                    .containsEntry("messages", userShows("image/png"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "image/png, image/png",
        "IMAGE/PNG, image/png",
        "image/png;q=1, image/png",
        "image/jpeg, image/jpeg",
        "image/jpg, image/jpeg"
    })
    void isWrittenInOneWay(String said, String sent) {
        assertThat(sent(MODEL, IMAGE, asking(Exchange.CONTENT_TYPE, said))).containsEntry("messages", userShows(sent));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "binary/octet-stream", "multipart/form-data; boundary=x", " "})
    void whatIsSaidOfAnythingSaysNothing(String type) {
        assertThat(sent(MODEL, IMAGE, asking(Exchange.CONTENT_TYPE, type, Exchange.FILE_CONTENT_TYPE, "image/png")))
                .containsEntry("messages", userShows("image/png"));
    }

    @Test
    void aHeaderCountsBeforeTheNameOfTheFile() throws IOException {
        Path file = Files.write(directory.resolve("photo.png"), IMAGE);

        assertThat(sent(MODEL, file, asking(Exchange.CONTENT_TYPE, "image/jpeg")))
                .containsEntry("messages", userShows("image/jpeg"));
    }

    @Test
    void aFileWithTheNameOfAnImageIsOneWhateverTypeAStepBeforeLeft() throws IOException {
        Path file = Files.write(directory.resolve("photo.png"), IMAGE);

        assertThat(sent(MODEL, file, asking(Exchange.CONTENT_TYPE, "application/json")))
                .containsEntry("messages", userShows("image/png"));
    }

    @Test
    void bytesWithTheTypeOfATextAreTextWhateverNameAStepBeforeLeft() {
        Map<String, Object> headers = Map.of(Exchange.CONTENT_TYPE, "text/plain", Exchange.FILE_NAME, "photo.png");

        assertThat(sent(MODEL, "read by OCR".getBytes(), headers)).containsEntry("messages", userSays("read by OCR"));
    }

    @Test
    void aFileWhoseNameSaysNothingIsText() throws IOException {
        for (String name : List.of("notes.txt", "notes", "notes.", ".png-list", "logo.svg")) {
            Path file = Files.writeString(directory.resolve(name), "Hi");

            assertThat(sent(MODEL, file)).as(name).containsEntry("messages", userSays("Hi"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/gif", "image/webp", "image/tiff", "image/svg+xml", "image/*"})
    void aTypeThatTheApiDoesNotTakeIsRefused(String type) {
        for (String header : SOURCES) {
            assertThat(refused(MODEL, new UnreadableStream(), asking(header, type)))
                    .as(header)
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessage(
                            "the body must be image/jpeg or image/png, but is " + type + " (header " + header + ")");
        }
    }

    @ParameterizedTest
    @CsvSource({"cat.gif, image/gif", "cat.webp, image/webp", "cat.tif, image/tiff", "cat.heic, image/heic"})
    void aFileThatTheApiDoesNotTakeIsRefused(String name, String type) throws IOException {
        Path file = Files.write(directory.resolve(name), IMAGE);

        assertThat(refused(MODEL, file, asking()))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("the body must be image/jpeg or image/png, but is " + type + " (file " + name + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/pdf", "video/mp4", "png"})
    void aMediaTypeThatIsNeitherAnImagesNorATextsIsRefused(String type) {
        assertThat(refused(MODEL, new UnreadableStream(), asking(Glm4Headers.MEDIA_TYPE, type)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("header CamelGlm4MediaType must be image/jpeg, image/png or text/plain, but is " + type);
    }

    @Test
    void anElementOfAListIsWhatItsOwnNameSays() throws IOException {
        Path png = Files.write(directory.resolve("one.png"), IMAGE);
        Path gif = Files.write(directory.resolve("two.gif"), IMAGE);
        Path text = Files.writeString(directory.resolve("three.txt"), "Hi");

        assertThat(refused(MODEL, List.of(png, gif), asking()))
                .hasMessage("body[1] must be image/jpeg or image/png, but is image/gif (file two.gif)");
        assertThat(refused(MODEL, List.of(png, text), asking()))
                .hasMessage("body[1] must be an image, but its type is unknown: set the header CamelGlm4MediaType to"
                        + " image/jpeg or image/png");
        assertThat(sent(MODEL, List.of(png, text), new HashMap<>(asking(Glm4Headers.MEDIA_TYPE, "image/png"))))
                .isNotNull();
    }
}
