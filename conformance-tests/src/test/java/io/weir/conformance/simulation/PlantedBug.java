package io.weir.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A mistake made on purpose: a piece of one source file in place of another. The file is compiled with it, and the simulator
 * is run over it in a class loader of its own.
 *
 * @param what it does
 * @param source the file, from the root of the project
 * @param right what stands there, once
 * @param wrong what stands there instead
 */
record PlantedBug(String what, String source, String right, String wrong) {
    static final Path HOME = Path.of(System.getProperty("weir.home", "..")).toAbsolutePath();

    /** What the simulator finds in so many seeds; empty for nothing. */
    String finding(Path directory, long seeds) throws IOException, ReflectiveOperationException {
        Path classes = Files.createDirectories(directory.resolve("classes"));
        compile(directory, classes);
        try (URLClassLoader loader = new OursFirst(classes)) {
            Class<?> simulation = Class.forName("io.weir.conformance.simulation.Simulation", true, loader);
            Path files = Files.createDirectories(directory.resolve("files"));
            return (String) simulation
                    .getMethod("firstFailure", Path.class, long.class, long.class)
                    .invoke(null, files, 1L, seeds);
        }
    }

    private void compile(Path directory, Path classes) throws IOException {
        Path file = HOME.resolve(source);
        String text = Files.readString(file);
        int at = text.indexOf(right);
        assertThat(at).as("the place of: " + what).isNotNegative();
        assertThat(text.indexOf(right, at + 1)).as("another place of: " + what).isNegative();
        Path planted = directory.resolve(file.getFileName());
        Files.writeString(planted, text.replace(right, wrong));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter words = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath());
            boolean compiled = compiler.getTask(
                            words,
                            manager,
                            null,
                            List.of("-nowarn", "-proc:none", "-implicit:none"),
                            null,
                            manager.getJavaFileObjects(planted))
                    .call();
            assertThat(compiled).as(what + " compiles: " + words).isTrue();
        }
    }

    private static List<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    /** Loads our own classes again, the planted ones first; the rest is everybody's. */
    private static final class OursFirst extends URLClassLoader {
        OursFirst(Path planted) {
            super(urls(planted), PlantedBug.class.getClassLoader());
        }

        private static URL[] urls(Path planted) {
            return java.util.stream.Stream.concat(java.util.stream.Stream.of(planted), classPath().stream())
                    .map(path -> url(path.toUri()))
                    .toArray(URL[]::new);
        }

        private static URL url(URI uri) {
            try {
                return uri.toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.weir.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
    }
}
