package io.github.camelglm4.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Measures the cost of this process between two points in time, including JIT compilers and garbage collector. */
public final class ProcessMeter {

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadAllocations allocations = ThreadAllocations.ofThisProcess();

    private long startWall;
    private long startCpu;
    private long startAllocated;

    /** Times in nanoseconds. */
    public record Cost(long wall, long cpu, long allocatedBytes) {}

    public void begin() {
        startAllocated = allocations.total();
        startCpu = system.getProcessCpuTime();
        startWall = System.nanoTime();
    }

    public Cost end() {
        long wall = System.nanoTime() - startWall;
        long cpu = system.getProcessCpuTime() - startCpu;
        return new Cost(wall, cpu, allocations.total() - startAllocated);
    }

    /** The peak number of Java threads of the process. */
    public static int peakThreads() {
        return ManagementFactory.getThreadMXBean().getPeakThreadCount();
    }
}
