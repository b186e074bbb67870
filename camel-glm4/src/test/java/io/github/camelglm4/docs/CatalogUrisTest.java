package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.docs.EndpointUris.EndpointUri;
import java.util.List;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Camel's tools accept all endpoint URIs in the documentation and the examples. */
class CatalogUrisTest {

    private static final CamelCatalog CATALOG = Catalogs.withOurComponents();

    static List<EndpointUri> documentation() throws Exception {
        return EndpointUris.ofDocumentation();
    }

    static List<EndpointUri> examples() throws Exception {
        return EndpointUris.ofExamplesAndKamelets();
    }

    @ParameterizedTest
    @MethodSource({"documentation", "examples"})
    void isAccepted(EndpointUri endpoint) {
        // parameters of a Kamelet are its own; the catalog accepts them only if the URI is not checked as a consumer
        boolean consumer = endpoint.consumer() && !endpoint.uri().startsWith("kamelet:");
        EndpointValidationResult result =
                CATALOG.validateEndpointProperties(endpoint.uri(), false, consumer, !consumer);

        assertThat(result.isSuccess())
                .as("%s: %s", endpoint, result.summaryErrorMessage(true))
                .isTrue();
    }

    @Test
    void allWaysOfWritingThemAreRead() throws Exception {
        for (String language : List.of("yaml", "xml", "java")) {
            assertThat(documentation())
                    .as(language)
                    .filteredOn(endpoint -> endpoint.place().contains("(" + language + ")"))
                    .anyMatch(endpoint -> endpoint.uri().matches("glm4:.*\\?.*=.*") && !endpoint.consumer())
                    .anyMatch(endpoint -> endpoint.uri().matches("glm4-tool:.*\\?.*&.*") && endpoint.consumer());
        }
        assertThat(examples())
                .anyMatch(endpoint -> endpoint.uri().startsWith("glm4-tool:"))
                .anyMatch(endpoint -> endpoint.place().endsWith(".kamelet.yaml")
                        && endpoint.uri().startsWith("glm4:"));
    }
}
