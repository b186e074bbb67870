package io.github.camelglm4.examples.offline.text;

/**
 * Turns texts into vectors of length 1: the cosine of two vectors is near 1 if the texts share words or characters, and
 * near 0 if they do not. Each feature of a text is added to the dimension that its hash selects. Equal texts have equal
 * vectors, on any machine.
 */
public final class Vectors {
    private static final int HASH_OFFSET = 0x811C9DC5;
    private static final int HASH_PRIME = 0x01000193;

    private Vectors() {}

    /** The vector of a text; its first element is 1 and all others 0 if the text has no letter and no digit. */
    public static float[] of(String text, int dimensions) {
        double[] sums = new double[dimensions];
        Features.of(text).forEach((feature, weight) -> {
            int hash = hash(feature);
            // the sign makes features cancel out that share a dimension by chance
            sums[Integer.remainderUnsigned(hash >>> 1, dimensions)] += (hash & 1) == 0 ? weight : -weight;
        });
        return normalized(sums);
    }

    private static float[] normalized(double[] sums) {
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        float[] vector = new float[sums.length];
        if (squares == 0) {
            vector[0] = 1;
            return vector;
        }
        double length = Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (sums[i] / length);
        }
        return vector;
    }

    /** FNV-1a, then the finalizer of MurmurHash3, which spreads short strings over all bits. */
    private static int hash(String feature) {
        int hash = HASH_OFFSET;
        for (int i = 0; i < feature.length(); i++) {
            hash = (hash ^ feature.charAt(i)) * HASH_PRIME;
        }
        hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
        hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
        return hash ^ hash >>> 16;
    }
}
