package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.json.PackageVersion;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The component in an application, which sets its options as properties. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpringBootTest {

    private final Service service;
    private ConfigurableApplicationContext application;
    private ProducerTemplate template;

    SpringBootTest() throws Exception {
        service = new Service();
    }

    @EnableAutoConfiguration
    static class Application {}

    @BeforeAll
    void start() {
        application = SpringApplication.run(
                Application.class,
                "--camel.component.glm4.base-url=" + service.url(),
                "--camel.component.glm4.api-key=any-key");
        CamelContext camel = application.getBean(CamelContext.class);
        System.out.printf(
                "Spring Boot %s, Camel %s, Java %s, jackson-core %s, jackson-databind %s%n",
                SpringBootVersion.getVersion(),
                camel.getVersion(),
                System.getProperty("java.version"),
                PackageVersion.VERSION,
                com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION);
        template = application.getBean(ProducerTemplate.class);
    }

    @AfterAll
    void stop() {
        application.close();
        service.close();
    }

    @Test
    void jacksonHasOneVersion() {
        assertEquals(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString(), PackageVersion.VERSION.toString());
    }

    @Test
    void asks() {
        assertEquals("1 你好", template.requestBody("glm4:GLM-4-Air", "hello", String.class));
    }

    @Test
    void streams() {
        assertEquals("An answer.", template.requestBody("glm4:GLM-4-Air?stream=true", "hello", String.class));
    }

    @Test
    void readsTypedAnswers() {
        assertEquals(
                new Invoice("A1", LocalDate.of(2026, 1, 31), Optional.of("paid")),
                template.requestBody("glm4:GLM-4-Air?outputClass=consumer.Invoice", "the text", Invoice.class));
    }
}
