package io.weir.fix.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file as plain values that know their lines. */
final class Yaml {
    /** A value: a text, a list or a map. */
    sealed interface Value permits Text, Items, Entries {
        /** Its line, from 1. */
        int line();
    }

    /** A scalar as it is written. */
    record Text(String text, int line) implements Value {}

    /** A sequence. */
    record Items(List<Value> values, int line) implements Value {}

    /** A mapping in the order of the file; a key without a value is not in it. */
    record Entries(Map<String, Value> values, int line) implements Value {}

    private final String file;
    private final Problems problems;

    private Yaml(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The mapping that a file's text is; empty where it is none, which is then reported. */
    static Entries parse(String file, String text, Problems problems) {
        Entries nothing = new Entries(new LinkedHashMap<>(), 1);
        try {
            Node root = new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(text)
                    .orElse(null);
            if (root == null) {
                return nothing;
            }
            if (new Yaml(file, problems).value("", root) instanceof Entries entries) {
                return entries;
            }
            problems.add(file, line(root), "", "", "keys with values");
        } catch (MarkedYamlEngineException broken) {
            int line = broken.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            problems.add(file, line, "", "", "YAML, but " + broken.getProblem());
        } catch (YamlEngineException broken) {
            problems.add(file, 0, "", "", "YAML");
        }
        return nothing;
    }

    private @Nullable Value value(String path, Node node) {
        if (node.isRecursive()) {
            problems.add(file, line(node), path, "", "no alias to itself");
            return null;
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? null : new Text(scalar.getValue(), line(node));
        }
        if (node instanceof SequenceNode sequence) {
            List<Value> values = new ArrayList<>();
            for (Node each : sequence.getValue()) {
                Value value = value(path + "[" + values.size() + "]", each);
                if (value != null) {
                    values.add(value);
                }
            }
            return new Items(values, line(node));
        }
        return node instanceof MappingNode mapping ? entries(path, mapping) : null;
    }

    private Entries entries(String path, MappingNode mapping) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (NodeTuple each : mapping.getValue()) {
            if (!(each.getKeyNode() instanceof ScalarNode key)) {
                problems.add(file, line(each.getKeyNode()), path, "", "keys that are words");
                continue;
            }
            String name = key.getValue();
            String inside = path.isEmpty() ? name : path + "." + name;
            Value value = value(inside, each.getValueNode());
            if (value != null && values.put(name, value) != null) {
                problems.add(file, line(key), inside, "", "this key once only");
            }
        }
        return new Entries(values, line(mapping));
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
