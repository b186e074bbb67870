package io.github.camelglm4.management;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.watch.Activity;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** What the components of a context do, which is nearly always one. Stateless. */
final class Components {

    private Components() {}

    static List<Activity> activities(CamelContext context) {
        return context.getComponentNames().stream()
                .sorted(Comparator.naturalOrder())
                .map(name -> context.getComponent(name, false, false))
                .flatMap(component -> component instanceof Glm4Component glm4 ? Stream.of(glm4) : Stream.empty())
                .map(Glm4Component::activity)
                .toList();
    }
}
