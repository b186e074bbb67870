package io.github.camelglm4.testing;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** All JMX attributes of Camel as text. */
public final class JmxText {

    private JmxText() {}

    /** A line for each attribute. */
    public static List<String> attributes() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> lines = new ArrayList<>();
        try {
            for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
                for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                    lines.add(name + " " + attribute.getName() + "=" + value(beans, name, attribute));
                }
            }
        } catch (JMException e) {
            throw new AssertionError(e);
        }
        return lines;
    }

    private static Object value(MBeanServer beans, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return beans.getAttribute(name, attribute.getName());
        } catch (JMException | RuntimeException e) {
            return e;
        }
    }
}
