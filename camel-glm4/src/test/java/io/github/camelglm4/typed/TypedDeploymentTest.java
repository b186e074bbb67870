package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Typed answers in routes that are added and removed, in every route language, with classes of the application. */
class TypedDeploymentTest extends TypedTestSupport {

    /** Defines the classes of the test, like an application with its own class loader. */
    private static final class Application extends ClassLoader {

        Application() {
            super(TypedDeploymentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Invoice.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion(INVOICE_JSON));
    }

    @Test
    void theClassIsTheApplications() throws Exception {
        Application application = new Application();
        context.getClassResolver().addClassLoader(application);
        context.setApplicationContextClassLoader(application);
        load("a.camel.yaml", yaml());

        Object body = ask("direct:yaml", "Read this.").getMessage().getBody();

        assertThat(body.getClass().getName()).isEqualTo(Invoice.class.getName());
        assertThat(body.getClass().getClassLoader()).isSameAs(application);
    }

    @Test
    void yamlAndXmlNameClassAndSchema() throws Exception {
        load("a.camel.yaml", yaml());
        load("b.camel.xml", """
                <routes>
                  <route>
                    <from uri="direct:xml"/>
                    <to uri="glm4:GLM-4-Air?outputClass=io.github.camelglm4.typed.Invoice&amp;outputMode=json_schema"/>
                  </route>
                  <route>
                    <from uri="direct:inline"/>
                    <to uri='glm4:GLM-4-Air?outputSchema=RAW({"type":"object","required":["number"]})'/>
                  </route>
                </routes>
                """);

        assertThat(ask("direct:yaml", "Read this.").getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(ask("direct:xml", "Read this.").getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(ask("direct:inline", "Read this.").getMessage().getBody()).isInstanceOf(java.util.Map.class);
    }

    @Test
    void aRouteMayStopStartAndBeReplaced() throws Exception {
        load("a.camel.yaml", yaml());
        ask("direct:yaml", "Read this.");

        context.getRouteController().stopRoute("typed");
        context.getRouteController().startRoute("typed");
        assertThat(ask("direct:yaml", "Read this.").getMessage().getBody()).isInstanceOf(Invoice.class);

        PluginHelper.getRoutesLoader(context)
                .updateRoutes(
                        ResourceHelper.fromString("a.camel.yaml", yaml().replace("typed.Invoice", "typed.Topic")));
        server.otherwise(Reply.completion("{\"value\": \"OTHER\"}"));
        assertThat(ask("direct:yaml", "Read this.").getMessage().getBody()).isEqualTo(Topic.OTHER);
    }

    private static String yaml() {
        return """
                - route:
                    id: typed
                    from:
                      uri: direct:yaml
                      steps:
                        - to:
                            uri: glm4:GLM-4-Air
                            parameters:
                              outputClass: io.github.camelglm4.typed.Invoice
                """;
    }

    private void load(String name, String routes) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, routes));
    }
}
