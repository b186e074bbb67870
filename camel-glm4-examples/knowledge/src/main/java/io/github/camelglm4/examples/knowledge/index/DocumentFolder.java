package io.github.camelglm4.examples.knowledge.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with the documents: files {@code *.md} and {@code *.txt} in UTF-8, also in subfolders. Hidden files and
 * folders and symbolic links are ignored, but the folder itself may be a link. A document that cannot be used is logged
 * once.
 */
public final class DocumentFolder {
    private static final Logger LOG = LoggerFactory.getLogger(DocumentFolder.class);

    private final Path folder;
    private final long maxSize;
    private final int maxPassage;
    private final Map<String, String> problems = new ConcurrentHashMap<>();

    /**
     * @param maxSize maximum size of a document, in bytes
     * @param maxPassage maximum number of characters of a passage
     */
    public DocumentFolder(String folder, long maxSize, int maxPassage) {
        this.folder = Path.of(folder).toAbsolutePath().normalize();
        this.maxSize = maxSize;
        this.maxPassage = maxPassage;
    }

    /**
     * Compares the folder with the index.
     *
     * @param indexed the hash of each document in the index, by its file
     * @throws IOException if the folder cannot be read; nothing is then removed from the index
     */
    public List<DocumentChange> changes(Map<String, String> indexed) throws IOException {
        Map<String, Path> present = present();
        List<DocumentChange> changes = new ArrayList<>();
        indexed.keySet().stream()
                .filter(file -> !present.containsKey(file))
                .sorted()
                .forEach(file -> changes.add(new DocumentChange(file, true)));
        for (String file : present.keySet()) {
            Document document = read(file, false);
            if (document != null && !document.hash().equals(indexed.get(file))) {
                changes.add(new DocumentChange(file, false));
            }
        }
        problems.keySet().retainAll(present.keySet());
        return changes;
    }

    /**
     * Reads a document. If it is too large or not in UTF-8, it has no passages.
     *
     * @return null if the file cannot be read now; its last version stays in the index
     */
    public Document read(String file) {
        return read(file, true);
    }

    /** The documents that cannot be used, each with the reason. */
    public Map<String, String> problems() {
        return new TreeMap<>(problems);
    }

    private Document read(String file, boolean split) {
        try {
            Path path = folder.resolveSibling(file);
            long size = Files.size(path);
            if (size > maxSize) {
                String reason = "is not indexed: it has " + size + " bytes, but the maximum is " + maxSize;
                return unusable(file, size + " bytes, " + Files.getLastModifiedTime(path), reason);
            }
            byte[] content = Files.readAllBytes(path);
            String hash = hash(content);
            String text = text(content);
            if (text == null) {
                return unusable(file, hash, "is not indexed: it is not a text in UTF-8");
            }
            problems.remove(file);
            return new Document(file, hash, split ? PassageSplitter.split(text, maxPassage) : List.of());
        } catch (IOException | InvalidPathException e) {
            // the path is invalid if the character set of the system does not contain all characters of the name
            report(file, "cannot be read: " + e);
            return null;
        }
    }

    private Document unusable(String file, String hash, String reason) {
        report(file, reason);
        return new Document(file, hash, List.of());
    }

    private void report(String file, String reason) {
        if (!reason.equals(problems.put(file, reason))) {
            LOG.warn("{} {}", file, reason);
        }
    }

    private static String text(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Of all that the passages depend on: the content, and the length of passages. */
    private String hash(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(maxPassage).flip());
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The files of the documents, in alphabetical order. */
    private Map<String, Path> present() throws IOException {
        Map<String, Path> present = new TreeMap<>();
        Path root = folder.toRealPath();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return path.equals(root) || !isHidden(path) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isDocument(path)) {
                    present.put(name(root.relativize(path)), path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return present;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isDocument(Path path) {
        String name = path.getFileName().toString();
        return !isHidden(path) && (name.endsWith(".md") || name.endsWith(".txt"));
    }

    /** With the name of the folder and slashes, on any system: {@code documents/en/travel.md}. */
    private String name(Path path) {
        return folder.getFileName() + "/" + path.toString().replace('\\', '/');
    }
}
