package io.github.camelglm4.springboot;

import io.github.camelglm4.options.CheckedOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * The properties of one component, applied to it by Camel's own property binding: placeholders and references to beans
 * work in them as everywhere in Camel. Names are read as Spring Boot reads names: {@code api-key}, {@code apiKey},
 * {@code API_KEY}.
 */
final class ComponentProperties implements ComponentCustomizer {

    /** Switches that Spring Boot's other Camel components have too: they are for us, and no options. */
    private static final String ENABLED = "enabled";

    private static final String CUSTOMIZER_ENABLED = "customizerenabled";

    /** A property: its name as it is written, and its value. */
    private record Written(String name, String value) {}

    private final String component;
    private final Class<? extends Component> type;
    private final PropertyConfigurer configurer;
    private final Map<String, Written> options = new LinkedHashMap<>();
    private final boolean enabled;

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException naming the property that is no option
     */
    ComponentProperties(Environment environment, String component, Class<? extends Component> type) {
        this.component = component;
        this.type = type;
        this.configurer = configurer(type);
        PropertyConfigurerGetter known = (PropertyConfigurerGetter) configurer;
        String prefix = "camel.component." + component;
        Binder.get(environment)
                .bind(prefix, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of())
                // those that win come first
                .forEach((name, value) -> options.putIfAbsent(plain(name), new Written(prefix + "." + name, value)));
        Written first = options.remove(ENABLED);
        Written second = options.remove(CUSTOMIZER_ENABLED);
        enabled = isTrue(first) && isTrue(second);
        options.forEach((option, written) -> {
            if (known.getOptionType(option, true) == null) {
                // not its value: under a name with a typo it may still be a key
                throw new WrongPropertyException(
                        written.name(), "the component " + component + " has no such option", null);
            }
            if (written.value().contains("${")) {
                throw new WrongPropertyException(
                        written.name(),
                        "what its placeholder names is not set; a default may follow it, as in ${NAME:default}",
                        null);
            }
        });
    }

    /**
     * Not for another one of the type: under a name of its own it may have another service, which is to see no key of
     * ours.
     */
    @Override
    public boolean isEnabled(String name, Component target) {
        return enabled && component.equals(name) && type.isInstance(target);
    }

    @Override
    public void configure(String name, Component target) {
        options.forEach((option, written) -> {
            try {
                PropertyBindingSupport.build()
                        .withConfigurer(CheckedOptions.of(configurer))
                        .withIgnoreCase(true)
                        .withMandatory(true)
                        .bind(target.getCamelContext(), target, option, written.value());
            } catch (PropertyBindingException e) {
                throw new WrongPropertyException(written.name(), e.getMessage(), e);
            }
        });
    }

    /** Generated, and so not there yet when this is compiled for the generator. */
    private static PropertyConfigurer configurer(Class<? extends Component> type) {
        String name = type.getName() + "Configurer";
        return (PropertyConfigurer)
                BeanUtils.instantiateClass(ClassUtils.resolveClassName(name, type.getClassLoader()));
    }

    private static String plain(String name) {
        return name.replaceAll("[-_.]", "").toLowerCase(Locale.ROOT);
    }

    private static boolean isTrue(Written written) {
        return written == null || Boolean.parseBoolean(written.value());
    }
}
