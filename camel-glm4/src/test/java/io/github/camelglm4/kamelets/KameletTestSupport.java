package io.github.camelglm4.kamelets;

import io.github.camelglm4.Glm4TestSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Routes in YAML with the Kamelets of the jar. */
abstract class KameletTestSupport extends Glm4TestSupport {

    void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
    }

    /** A route from {@code direct:in} through one action; the parameters are lines of YAML. */
    void loadAction(String kamelet, String parameters) throws Exception {
        load("""
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: kamelet:%s
                            parameters:
                """.formatted(kamelet) + parameters.indent(14));
    }
}
