package io.github.camelglm4.options;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExtendedPropertyConfigurerGetter;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * Sets options of a component or endpoint, and rejects a text that is not valid for the type of the option: Camel
 * converts any word to the number 0, which means no limit here.
 */
public final class CheckedOptions implements PropertyConfigurer, ExtendedPropertyConfigurerGetter {

    /** The value that Camel sets for a switch without a value. */
    private static final String SWITCH = "@@MagicValue@@";

    private final PropertyConfigurer options;

    private CheckedOptions(PropertyConfigurer options) {
        this.options = options;
    }

    /** Adds checks to the options; returns them unchanged if they do not provide their types. */
    public static PropertyConfigurer of(PropertyConfigurer options) {
        return options instanceof PropertyConfigurerGetter ? new CheckedOptions(options) : options;
    }

    /** @throws IllegalArgumentException if the value is invalid; it names the option, the value and what is allowed */
    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        Class<?> type = getOptionType(name, ignoreCase);
        boolean checked = type != null && value instanceof String text && !isResolvedLater(text);
        return options.configure(
                context, target, name, checked ? OptionText.value(name, type, (String) value) : value, ignoreCase);
    }

    /** Whether the text is the name of a bean, or contains a placeholder. */
    private static boolean isResolvedLater(String text) {
        return text.startsWith("#") || text.contains("{{") || text.equals(SWITCH);
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return getter().getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return getter().getOptionValue(target, name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return getter().getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public Map<String, Object> getAllOptions(Object target) {
        return options instanceof ExtendedPropertyConfigurerGetter all ? all.getAllOptions(target) : Map.of();
    }

    private PropertyConfigurerGetter getter() {
        return (PropertyConfigurerGetter) options;
    }
}
